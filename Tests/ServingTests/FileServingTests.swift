import Glibc
import Linux
import StackModel
import Testing

@testable import Serving

@Suite(.timeLimit(.minutes(1)), .ownThreads) struct FileServingTests {
    private let folder: SiteFolder

    init() throws {
        folder = try SiteFolder()
        try folder.write("motto.txt", "Start where you are.\n")
        try folder.write("index.html", "<h1>home</h1>")
        try folder.write("docs/index.html", "<h1>docs</h1>")
        try folder.write("docs/a b ü.css", "p {}")
        try folder.write("empty.bin", "")
        try folder.makeFolder("bare")
    }

    @Test func filesComeWithTheirTypeAndLength() async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            let reply = try client.get("/motto.txt")
            #expect(reply.status == 200)
            #expect(reply.text == "Start where you are.\n")
            #expect(reply["content-type"] == "text/plain; charset=utf-8")
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["accept-ranges"] == "bytes")
            #expect(reply["cache-control"] == "no-cache")
            #expect(reply["date"].flatMap(HTTPDate.seconds) != nil)
            #expect(reply["connection"] == nil)
            #expect(try client.get("/docs/a%20b%20%C3%BC.css")["content-type"] == "text/css; charset=utf-8")
            let empty = try client.get("/empty.bin")
            #expect(empty["content-length"] == "0" && empty["content-type"] == "application/octet-stream")
            #expect(try client.get("/motto.txt?version=3#x").status == 200)
        }
    }

    @Test func aHeadHasTheLengthButNoBody() async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            let head = try client.head("/motto.txt")
            #expect(head.status == 200 && head["content-length"] == "21")
            // Were there a body, it would be read as the next response.
            #expect(try client.get("/motto.txt").text == "Start where you are.\n")
            #expect(try client.head("/nothing").status == 404)
            #expect(try client.get("/").text == "<h1>home</h1>")
        }
    }

    @Test func aFolderIsItsIndexAndNeverAListing() async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            #expect(try client.get("/docs/").text == "<h1>docs</h1>")
            #expect(try client.get("/bare/").status == 404)
            #expect(try client.get("/motto.txt/").status == 404)
            let redirect = try client.get("/docs?x=1")
            #expect(redirect.status == 301 && redirect["location"] == "/docs/?x=1")
        }
    }

    @Test(arguments: ["//docs", "///docs", "/docs//"])
    func doubledSlashesAreOne(_ target: String) async throws {
        try await withSite(folder) { server in
            let reply = try server.get(target)
            #expect(reply.status == (target.hasSuffix("/") ? 200 : 301))
            if reply.status == 301 { #expect(reply["location"] == "/docs/") }
        }
    }

    @Test func aRedirectNeverLeavesTheServer() async throws {
        try folder.makeFolder("\\evil.test")
        try folder.makeFolder("evil.test")
        try folder.makeFolder("x\r\nSet-Cookie: a=b")
        try await withSite(folder) { server in
            #expect(try server.get("/\\evil.test")["location"] == "/%5Cevil.test/")
            #expect(try server.get("//evil.test")["location"] == "/evil.test/")
            let split = try server.get("/x%0d%0aSet-Cookie:%20a=b")
            #expect(split["location"] == "/x%0D%0ASet-Cookie%3A%20a%3Db/" && split["set-cookie"] == nil)
        }
    }

    @Test func aChangedFileIsServedChangedOnTheNextRequest() async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            for round in 0..<50 {
                // The same size each time, so that only the times tell.
                let text = "round \(100 + round)"
                try folder.write("changing.txt", text)
                #expect(try client.get("/changing.txt").text == text)
            }
            try folder.write("new.txt", "replaced")
            try #require(rename(folder.at("new.txt"), folder.at("changing.txt")) == 0)
            #expect(try client.get("/changing.txt").text == "replaced")
            unlink(folder.at("changing.txt"))
            #expect(try client.get("/changing.txt").status == 404)
        }
    }

    @Test func aRootThatIsReplacedIsServedAnew() async throws {
        try folder.write("dist/a.txt", "old")
        // Far ahead, so that everything is cached.
        let clock: @Sendable () -> Int = { WallClock.nanoseconds() + 3_600_000_000_000 }
        try await withSite(folder, root: folder.at("dist"), clock: clock) { server in
            let client = try server.client()
            #expect(try client.get("/a.txt").text == "old")
            try #require(rename(folder.at("dist"), folder.at("dist.old")) == 0)
            #expect(try client.get("/a.txt").status == 404)
            try folder.write("dist/a.txt", "new")
            #expect(try client.get("/a.txt").text == "new")
        }
    }

    @Test func largeFilesArriveWhole() async throws {
        let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        try folder.write("large.bin", content)
        try await withSite(folder) { server in
            let client = try server.client()
            #expect(try client.get("/large.bin").body == content)
            #expect(
                try client.get("/large.bin", "Range: bytes=1000000-2999998").body
                    == Array(content[1_000_000..<2_999_999]))
            #expect(try client.get("/motto.txt").status == 200)
        }
    }

    @Test func mistakesReadWell() async throws {
        try await withSite(folder) { server in
            let client = try server.client()
            let plain = try client.get("/<b>")
            #expect(plain.status == 404 && plain["content-type"] == "text/plain; charset=utf-8")
            #expect(plain.text == "404 Not Found: There is no file /<b>.\n")
            let page = try client.get("/<b>", "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
            #expect(page["content-type"] == "text/html; charset=utf-8")
            #expect(page.text.contains("There is no file /&lt;b&gt;.") && !page.text.contains("<b>"))
            #expect(
                try client.get("/x", "Accept: text/plain, text/html;q=0.5")["content-type"]?.hasPrefix("text/plain")
                    == true)
        }
    }

    @Test func eachRequestIsRecorded() async throws {
        try await withSite(folder) { server in
            _ = try server.get("/motto.txt")
            _ = try server.get("/none%1b%0a")
            let records = server.log.all
            try #require(records.count == 2)
            #expect(records[0].method == "GET" && records[0].target == "/motto.txt" && records[0].status == 200)
            #expect(records[0].bytes == 21 && records[0].peerAddress == "127.0.0.1" && records[0].peerPort > 0)
            #expect(abs(records[0].time - Double(WallClock.nanoseconds()) / 1e9) < 60 && records[0].duration >= .zero)
            #expect(records[1].status == 404)
        }
    }

    @Test func startSaysWhatIsWrongWithTheFolder() async throws {
        await #expect(throws: ServerStartError.self) { try await withSite(folder, root: folder.at("nowhere")) { _ in } }
        do {
            try await withSite(folder, root: folder.at("motto.txt")) { _ in }
            Issue.record("it started")
        } catch let error as ServerStartError {
            #expect(error.kind == .content && error.message.contains("motto.txt cannot be served: Not a directory"))
        }
    }

    @Test func whoeverAsksAfterAChangeSeesItWhateverElseIsAskedAtOnce() async throws {
        let folder = try SiteFolder()
        // An hour later, when everything that was read is kept.
        try await withSite(folder, clock: { WallClock.nanoseconds() + 3_600_000_000_000 }) { server in
            let clients = try (0..<8).map { _ in try server.client() }
            for round in 0..<40 {
                try folder.write("a.txt", "round \(round)")
                try folder.write("é.txt", "other \(round)")
                let requests = ["a.txt", "%C3%A9.txt", "a.txt?again"].map {
                    "GET /\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n"
                }
                for client in clients { try client.send(requests.joined()) }
                for client in clients {
                    try #require(client.reply().text == "round \(round)")
                    try #require(client.reply().text == "other \(round)")
                    try #require(client.reply().text == "round \(round)")
                }
            }
        }
    }
}
