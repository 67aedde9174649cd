import Glibc
import StackModel
import Testing

@testable import Serving

@Suite(.timeLimit(.minutes(1)), .ownThreads) struct ConnectionTests {
    private let folder: SiteFolder
    private static let large = (0..<6_000_000).map { UInt8(truncatingIfNeeded: $0 >> 4) }

    init() throws {
        folder = try SiteFolder()
        for name in ["a", "b", "c"] { try folder.write("\(name).txt", "this is \(name)") }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try folder.write("large.bin", Self.large)
        try await withSite(folder) { server in
            let client = try server.client()
            let names = ["a.txt", "large.bin", "b.txt", "none", "large.bin", "c.txt"]
            try client.send(names.map { "GET /\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
            for name in names {
                let reply = try client.reply()
                switch name {
                case "large.bin": #expect(reply.body == Self.large)
                case "none": #expect(reply.status == 404)
                default: #expect(reply.text == "this is \(name.prefix(1))")
                }
            }
        }
    }

    @Test func thousandsOfPipelinedRequestsAreAnswered() async throws {
        try folder.write("middle.txt", String(repeating: "x", count: 40_000))
        try await withSite(folder) { server in
            let client = try server.client()
            // All at once, so that answers pile up long before the first is read.
            try client.send(String(repeating: "GET /middle.txt HTTP/1.1\r\nHost: a.localhost\r\n\r\n", count: 1200))
            for _ in 0..<1200 { try #require(client.reply().body.count == 40_000) }
        }
    }

    @Test func bytesMayComeOneByOne() async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            for byte in "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8 { try client.send([byte]) }
            #expect(try client.reply().text == "this is a")
        }
    }

    @Test func aSlowReaderCostsNoMemoryAndGetsEverything() async throws {
        try folder.write("large.bin", Self.large)
        try await withSite(folder) { server in
            let slow = try server.client(receiveBuffer: 4096)
            try slow.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            // Others on the same loop are served meanwhile.
            for _ in 0..<20 { #expect(try server.get("/b.txt").text == "this is b") }
            #expect(server.log.all.allSatisfy { $0.target == "/b.txt" })
            #expect(try slow.reply().body == Self.large)
        }
    }

    @Test func aFileThatShrinksWhileItIsSentEndsTheConnection() async throws {
        try folder.write("large.bin", Self.large)
        // More than the sockets hold; what is not written of it costs no space.
        let size = 64 << 20
        try #require(truncate(folder.at("large.bin"), size) == 0)
        try await withSite(folder) { server in
            let client = try server.client(receiveBuffer: 4096)
            let second = "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
            try client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n\(second)")
            try client.waitForBytes()
            try #require(truncate(folder.at("large.bin"), 1000) == 0)
            let received = try client.rest()
            #expect(received.count < size)
            #expect(received.suffix(9) != Array("this is a".utf8)[...])
            let record = await server.log.first { $0.target == "/large.bin" }
            #expect(record?.remark?.contains("was written to") == true)
            #expect(record.map { $0.bytes < size } == true)
        }
    }

    @Test func aFileThatIsRewrittenWhileItIsSentIsNoMixture() async throws {
        let size = 64 << 20
        try folder.write("large.bin", [1])
        try #require(truncate(folder.at("large.bin"), size) == 0)
        try await withSite(folder) { server in
            let client = try server.client(receiveBuffer: 4096)
            try client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try client.waitForBytes()
            // As long as before, and other bytes at its end.
            let file = open(folder.at("large.bin"), O_WRONLY | O_CLOEXEC)
            defer { close(file) }
            try #require(pwrite(file, [2], 1, off_t(size - 1)) == 1)
            #expect(try client.rest().count < size)
            let record = await server.log.first { $0.target == "/large.bin" }
            #expect(record?.remark?.contains("was written to") == true)
        }
    }

    @Test func aFileThatIsReplacedWhileItIsSentComesWholeAsItWas() async throws {
        try folder.write("large.bin", Self.large)
        try folder.write("new.bin", [2])
        try await withSite(folder) { server in
            let client = try server.client(receiveBuffer: 4096)
            try client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try client.waitForBytes()
            try #require(rename(folder.at("new.bin"), folder.at("large.bin")) == 0)
            #expect(try client.reply().body == Self.large)
            #expect(try server.get("/large.bin").body == [2])
        }
    }

    @Test func aClientThatLeavesInTheMiddleIsRecorded() async throws {
        try folder.write("large.bin", Self.large)
        try await withSite(folder) { server in
            do {
                let client = try server.client(receiveBuffer: 4096)
                try client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            }
            let record = await server.log.first { $0.target == "/large.bin" }
            #expect(record.map { $0.bytes < Self.large.count && $0.remark != nil } == true)
        }
    }

    @Test func connectionsPersistAsTheVersionHasIt() async throws {
        try await withSite(folder) { server in
            let old = try server.client()
            try old.send("GET /a.txt HTTP/1.0\r\n\r\n")
            let reply = try old.reply()
            #expect(reply.text == "this is a" && reply["connection"] == "close")
            #expect(try old.rest().isEmpty)

            let kept = try server.client()
            for _ in 0..<2 {
                try kept.send("GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(try kept.reply()["connection"] == "keep-alive")
            }

            let last = try server.client()
            #expect(try last.get("/a.txt", "Connection: close")["connection"] == "close")
            #expect(try last.rest().isEmpty)

            // The decoder reads nothing more after an upgrade request, so the connection must not stay.
            let upgrade = try server.client()
            let refused = try upgrade.get("/a.txt", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")
            #expect(refused.status == 200 && refused["connection"] == "close")
            #expect(try upgrade.rest().isEmpty)
        }
    }

    @Test func aClientThatHasEndedItsOutputStillGetsItsAnswer() async throws {
        try folder.write("large.bin", Self.large)
        try await withSite(folder) { server in
            let client = try server.client()
            try client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.endOutput()
            #expect(try client.reply().body == Self.large)
            #expect(try client.rest().isEmpty)
        }
    }

    /// A request that is not well, by what is wrong with it.
    struct BadRequest: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status: Int
        var bytes: String

        init(_ name: String, _ status: Int, _ line: String, _ fields: [String] = ["Host: localhost"], body: String = "")
        {
            testDescription = name
            self.status = status
            bytes = ([line] + fields + ["", ""]).joined(separator: "\r\n") + body
        }
    }

    static let badRequests = [
        BadRequest("no Host", 400, "GET /a.txt HTTP/1.1", []),
        BadRequest("two Hosts", 400, "GET /a.txt HTTP/1.1", ["Host: localhost", "Host: localhost"]),
        BadRequest("two Hosts of HTTP/1.0", 400, "GET /a.txt HTTP/1.0", ["Host: localhost", "Host: localhost"]),
        BadRequest("a path as Host", 400, "GET /a.txt HTTP/1.1", ["Host: a/b"]),
        BadRequest("an empty Host", 400, "GET /a.txt HTTP/1.1", ["Host: "]),
        BadRequest("a user in the Host", 400, "GET /a.txt HTTP/1.1", ["Host: user@localhost"]),
        BadRequest("nonsense", 501, "nonsense", []),
        BadRequest("a TLS handshake", 400, "\u{16}\u{3}\u{1}", []),
        BadRequest("bare line feeds", 400, "GET /a.txt HTTP/1.1\nHost: localhost\n", []),
        BadRequest("bare line feeds of HTTP/1.0", 400, "GET /a.txt HTTP/1.0\n", []),
        BadRequest("a bare line feed in a field", 400, "GET /a.txt HTTP/1.1", ["Host: localhost\nX: y"]),
        BadRequest("a control character in the target", 400, "GET /a\u{1}b HTTP/1.1"),
        BadRequest("a blank in the target", 400, "GET /a b HTTP/1.1"),
        BadRequest("an unknown method", 501, "BREW /a.txt HTTP/1.1"),
        BadRequest("HTTP/3.0", 505, "GET /a.txt HTTP/3.0"),
        BadRequest("a blank before a field's colon", 400, "GET /a.txt HTTP/1.1", ["Host: localhost", "X : y"]),
        BadRequest("POST", 405, "POST /a.txt HTTP/1.1", ["Host: localhost", "Content-Length: 3"], body: "abc"),
        BadRequest("DELETE", 405, "DELETE /a.txt HTTP/1.1"),
        BadRequest("OPTIONS", 405, "OPTIONS * HTTP/1.1"),
        BadRequest("CONNECT", 405, "CONNECT localhost:80 HTTP/1.1"),
        BadRequest(
            "two ways to say the length", 400, "GET /a.txt HTTP/1.1",
            ["Host: localhost", "Content-Length: 1", "Transfer-Encoding: chunked"], body: "0\r\n\r\n"),
        BadRequest(
            "two lengths", 400, "GET /a.txt HTTP/1.1",
            ["Host: localhost", "Content-Length: 3", "Content-Length: 4"], body: "abcd"),
        BadRequest(
            "a large body", 413, "POST /a.txt HTTP/1.1", ["Host: localhost", "Content-Length: 9999999"]),
        BadRequest(
            "a body to be asked for", 405, "POST /a.txt HTTP/1.1",
            ["Host: localhost", "Expect: 100-continue", "Content-Length: 3"]),
        BadRequest("a long target", 414, "GET /\(String(repeating: "a", count: 9000)) HTTP/1.1"),
        BadRequest(
            "a long field", 431, "GET /a.txt HTTP/1.1",
            ["Host: localhost", "X: \(String(repeating: "a", count: 40_000))"]),
        BadRequest(
            "many fields", 431, "GET /a.txt HTTP/1.1", ["Host: localhost"] + Array(repeating: "X: a", count: 200)),
    ]

    @Test(arguments: badRequests) func badRequestsAreRefused(_ request: BadRequest) async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            try client.send(request.bytes)
            let reply = try client.reply()
            #expect(reply.status == request.status)
            // In words that are the reader's, not the decoder's.
            let remark = server.log.all.last?.remark ?? ""
            for word in ["parser", "strict", "error", "("] { #expect(!remark.contains(word), "\(remark)") }
            if request.status == 405 { #expect(reply["allow"] == "GET, HEAD") }
            if reply["connection"] == "close" {
                #expect(try client.rest().isEmpty)
            } else {
                #expect(try client.get("/b.txt").text == "this is b")
            }
        }
    }

    @Test func aBodyIsReadPastAndTheNextRequestIsNotTakenFromIt() async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            let smuggled = "GET /b.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
            try client.send(
                "GET /a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(smuggled.utf8.count)\r\n\r\n\(smuggled)")
            #expect(try client.reply().text == "this is a")
            try client.send(
                "POST /a.txt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
            #expect(try client.reply().status == 405)
            #expect(try client.get("/c.txt").text == "this is c")
            // Without end, though, it is not read.
            try client.send("POST /a.txt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = Array("10000\r\n\(String(repeating: "x", count: 0x10000))\r\n".utf8)
            for _ in 0..<17 { try client.send(chunk) }
            #expect(try client.reply().status == 413)
            #expect(try client.rest().isEmpty)
        }
    }

    @Test func connectionsThatSayNothingAreClosed() async throws {
        var limits = ServerLimits()
        limits.headTimeout = .milliseconds(40)
        try await withSite(folder, limits: limits) { server in
            #expect(try server.client().rest().isEmpty)

            let partial = try server.client()
            try partial.send("GET /a.txt HT")
            #expect(try partial.rest().isEmpty)
        }
        limits = ServerLimits()
        limits.idleTimeout = .milliseconds(40)
        try await withSite(folder, limits: limits) { server in
            let idle = try server.client()
            #expect(try idle.get("/a.txt").status == 200)
            #expect(try idle.rest().isEmpty)
        }
    }

    @Test func connectionsThatStallAreClosed() async throws {
        var limits = ServerLimits()
        limits.stallTimeout = .milliseconds(40)
        limits.lingerTimeout = .milliseconds(40)
        try folder.write("large.bin", Self.large)
        try await withSite(folder, limits: limits) { server in
            let body = try server.client()
            try body.send("POST /a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")
            #expect(try body.reply().status == 408)
            #expect(try body.rest().isEmpty)

            let reader = try server.client(receiveBuffer: 4096)
            try reader.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let record = await server.log.first { $0.target == "/large.bin" }
            #expect(record?.remark?.contains("too long") == true)
        }
    }
}
