import Linux
import StackModel
import Testing

@testable import Serving

@Suite(.timeLimit(.minutes(1)), .ownThreads) struct ConditionalTests {
    private let folder: SiteFolder
    // An hour ahead, so that every file is old.
    private let clock: @Sendable () -> Int = { WallClock.nanoseconds() + 3_600_000_000_000 }

    init() throws {
        folder = try SiteFolder()
        try folder.write("a.txt", "0123456789")
        try folder.touch("a.txt", seconds: 784_111_777)
    }

    @Test func validatorsComeBackAsNotModified() async throws {
        try await withSite(folder, clock: clock) { server in
            let client = try server.client()
            let first = try client.get("/a.txt")
            let tag = try #require(first["etag"])
            #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
            #expect(first["last-modified"] == "Sun, 06 Nov 1994 08:49:37 GMT")
            for field in [
                "If-None-Match: \(tag)", "If-None-Match: *", "If-None-Match: W/\(tag)",
                "If-None-Match: \"a,b\", W/\"x\" ,\(tag)", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
                "If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT", "If-Modified-Since: Sun Nov  6 08:49:37 1994",
                "If-Modified-Since: Mon, 23 Nov 2026 00:00:00 GMT",
            ] {
                let reply = try client.get("/a.txt", field)
                #expect(reply.status == 304, "\(field)")
                #expect(reply["etag"] == tag && reply["last-modified"] != nil && reply["cache-control"] == "no-cache")
                #expect(reply["content-length"] == nil && reply["content-type"] == nil)
            }
            for field in [
                "If-None-Match: \"other\"", "If-None-Match: \(tag.dropLast())", "If-None-Match: nonsense",
                "If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT", "If-Modified-Since: yesterday",
                "If-Match: *", "If-Match: \(tag)", "If-Match: \"x\", \(tag)",
                "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "If-Unmodified-Since: rubbish",
            ] {
                #expect(try client.get("/a.txt", field).status == 200, "\(field)")
            }
            for field in [
                "If-Match: \"other\"", "If-Match: W/\(tag)", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT",
            ] {
                #expect(try client.get("/a.txt", field).status == 412, "\(field)")
            }
        }
    }

    @Test func conditionsCountInTheirOrder() async throws {
        try await withSite(folder, clock: clock) { server in
            let client = try server.client()
            let tag = try #require(client.head("/a.txt")["etag"])
            let old = "Sat, 05 Nov 1994 00:00:00 GMT"
            let new = "Mon, 07 Nov 1994 00:00:00 GMT"
            // If-Match before If-Unmodified-Since, and If-None-Match before If-Modified-Since.
            #expect(try client.get("/a.txt", "If-Match: \(tag)", "If-Unmodified-Since: \(old)").status == 200)
            #expect(try client.get("/a.txt", "If-None-Match: \"x\"", "If-Modified-Since: \(new)").status == 200)
            #expect(try client.get("/a.txt", "If-Match: \"x\"", "If-None-Match: \(tag)").status == 412)
            #expect(try client.get("/a.txt", "If-None-Match: \(tag)", "Range: bytes=0-1").status == 304)
        }
    }

    @Test func rangesAreParts() async throws {
        try await withSite(folder, clock: clock) { server in
            let client = try server.client()
            let parts = [
                "0-3": "0123", "4-": "456789", "-3": "789", "9-9": "9", "5-100": "56789", "-100": "0123456789",
                "0-99999999999999999999999": "0123456789", "-99999999999999999999999": "0123456789",
            ]
            for (range, text) in parts {
                let reply = try client.get("/a.txt", "Range: bytes=\(range)")
                #expect(reply.status == 206 && reply.text == text, "\(range)")
                let start = try #require(Array("0123456789").firstIndex(of: Character(String(text.prefix(1)))))
                #expect(reply["content-range"] == "bytes \(start)-\(start + text.count - 1)/10")
                #expect(reply["etag"] != nil)
            }
            for range in ["10-", "10-12", "-0", "99999999999999999999999-"] {
                let reply = try client.get("/a.txt", "Range: bytes=\(range)")
                #expect(reply.status == 416 && reply["content-range"] == "bytes */10", "\(range)")
            }
            // Several ranges, other units and nonsense are answered with the whole.
            for range in ["bytes=0-1,3-4", "bytes=", "bytes=-", "bytes=5-3", "bytes=a-b", "chars=0-1", "bytes=0x1-3"] {
                let reply = try client.get("/a.txt", "Range: \(range)")
                #expect(reply.status == 200 && reply.text == "0123456789", "\(range)")
            }
            #expect(try client.head("/a.txt", "Range: bytes=0-1")["content-length"] == "10")
        }
    }

    @Test func aRangeOfAnotherVersionIsTheWhole() async throws {
        try await withSite(folder, clock: clock) { server in
            let client = try server.client()
            let tag = try #require(client.head("/a.txt")["etag"])
            let range = "Range: bytes=2-3"
            for condition in [tag, "Sun, 06 Nov 1994 08:49:37 GMT"] {
                #expect(try client.get("/a.txt", range, "If-Range: \(condition)").status == 206, "\(condition)")
            }
            for condition in ["\"x\"", "W/\(tag)", "Mon, 07 Nov 1994 00:00:00 GMT", "rubbish"] {
                #expect(try client.get("/a.txt", range, "If-Range: \(condition)").status == 200, "\(condition)")
            }
        }
    }

    @Test func aFileThatMayStillChangeUnseenIsNeverNotModified() async throws {
        // The clock stands 10 ms after the change: within what an older kernel's clock can tell apart.
        let identity = try OpenFile(path: folder.at("a.txt")).status
        let changed = FileIdentity(identity).changed
        let clock = SteppingClock(start: changed + 10_000_000)
        try await withSite(folder, clock: { clock.now() }) { server in
            let tag = try #require(server.get("/a.txt")["etag"])
            #expect(try server.get("/a.txt", "If-None-Match: \(tag)").status == 200)
        }
        #expect(
            FileIdentity(identity).entityTag(at: changed + 10) != FileIdentity(identity).entityTag(at: changed + 11))
        #expect(
            FileIdentity(identity).entityTag(at: changed + 50_000_000) == FileIdentity(identity).entityTag(at: .max))
        // Within its own second a date tells no two changes apart.
        let second = changed / 1_000_000_000 * 1_000_000_000
        var fresh = FileIdentity(identity)
        fresh.modified = second + 5
        #expect(fresh.lastModified(at: second + 999_999_999) == nil)
        #expect(fresh.lastModified(at: second + 1_000_000_000) == second / 1_000_000_000)
    }

    @Test func datesAreReadAndWritten() {
        #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let time = Int.random(in: 0..<4_102_444_800, using: &generator)
            #expect(HTTPDate.seconds(HTTPDate.text(time)) == time)
        }
        for text in [
            "", "Sun, 06 Nov 1994", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
            "Xyz, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 EST",
        ] {
            #expect(HTTPDate.seconds(text) == nil, "\(text)")
        }
    }
}
