import StackModel
import Testing

@testable import Serving

@Suite(.timeLimit(.minutes(1)), .ownThreads) struct HostCheckTests {
    @Test func onlyOwnNamesAreAnswered() async throws {
        let folder = try SiteFolder()
        try folder.write("a.txt", "a")
        try await withSite(folder, hostNames: ["*.app.test"]) { server in
            let client = try server.client()
            for (host, target, status) in [
                ("x.app.test", "/a.txt", 200), ("127.0.0.1:\(server.port)", "/a.txt", 200),
                ("rebound.evil.test", "/a.txt", 421), ("x.app.test", "http://localhost/a.txt", 200),
                ("x.app.test", "http://evil.test/a.txt", 421), ("evil.test", "http://localhost/a.txt", 421),
            ] {
                try client.send("GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                let reply = try client.reply()
                #expect(reply.status == status, "\(host) \(target)")
                if status == 421 { #expect(reply.text.contains("hosts:")) }
            }
            // Whatever the method and however wrong the rest is.
            try client.send("PUT /a.txt HTTP/1.1\r\nHost: evil.test\r\n\r\n")
            #expect(try client.reply().status == 421)
        }
    }
}
