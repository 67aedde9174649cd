import StackModel
import Testing

@testable import Serving

@Suite struct HostPolicyTests {
    private let policy = HostPolicy(names: ["App.test", "*.api.test", "192.0.2.7", "::ffff:192.0.2.8"])

    @Test(arguments: [
        "localhost", "LOCALHOST", "localhost:1443", "localhost.", "a.localhost", "a.b.localhost:80", "127.0.0.1",
        "127.0.0.1:8000", "127.9.8.7", "[::1]", "[::1]:1443", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "app.test",
        "APP.TEST:1", "app.test.", "x.api.test", "x.api.test:443", "192.0.2.7", "localhost:",
    ])
    func ownNamesAreAnswered(_ host: String) {
        #expect(policy.verdict(on: host) == .own)
    }

    @Test(arguments: [
        "evil.test", "localhost.evil.test", "notlocalhost", "app.test.evil.test", "api.test", ".api.test",
        "a.b.api.test", "128.0.0.1", "10.127.0.1", "192.0.2.9", "[::2]", "[fe80::1]", "127.0.0.1.evil.test",
        "127.1", "0x7f.0.0.1", "2130706433", "0.0.0.0",
    ])
    func othersAreForeign(_ host: String) {
        #expect(policy.verdict(on: host) == .foreign)
    }

    @Test(arguments: [
        "", ":80", "a b", "a/b", "user@localhost", "localhost:x", "localhost:123456", "[::1", "[localhost]", "::1",
        "[::1]x", "localhost,evil.test", "localhost\u{0}", "lócalhost", "localhost:80:80",
    ])
    func nonsenseIsMalformed(_ host: String) {
        #expect(policy.verdict(on: host) == .malformed)
    }
}

@Suite(.timeLimit(.minutes(1))) struct HostCheckTests {
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
