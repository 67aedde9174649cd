import Glibc
import NIOCore
import NIOHTTP1
import StackModel
import Testing

@testable import Serving

@Suite struct FileCacheTests {
    private let folder: SiteFolder

    init() throws {
        folder = try SiteFolder()
        try folder.write("a.txt", "first")
    }

    private func responder(_ cache: FileCache) throws -> FileResponder {
        try FileResponder(site: FileSite(root: folder.path), neverServe: [], cache: cache)
    }

    private func request(_ path: String, now: Int) throws -> Request {
        Request(
            isHead: false, target: try #require(RequestTarget(path)), fields: RequestFields(HTTPHeaders()), now: now)
    }

    private func changed(_ name: String) throws -> Int {
        FileIdentity(try OpenFile(path: folder.at(name)).status).changed
    }

    private func text(_ response: Response) -> String {
        if case .bytes(let bytes) = response.body { String(buffer: bytes) } else { "" }
    }

    @Test func aFileYoungerThanTheClockIsFineIsNotKept() throws {
        let cache = FileCache()
        let responder = try responder(cache)
        let changed = try changed("a.txt")
        for age in [-1_000_000_000, 0, 1, 49_999_999] {
            #expect(text(responder.response(to: try request("/a.txt", now: changed + age))) == "first")
            #expect(cache.size.count == 0, "\(age)")
        }
        #expect(text(responder.response(to: try request("/a.txt", now: changed + 50_000_000))) == "first")
        #expect(cache.size == (1, 5))
    }

    @Test func aKeptFileIsServedOnlyWhileItIsTheSame() throws {
        let cache = FileCache()
        let responder = try responder(cache)
        let late = try changed("a.txt") + 3_600_000_000_000
        _ = responder.response(to: try request("/a.txt", now: late))
        try #require(cache.size.count == 1)

        // What is kept is what is sent, for as long as nothing about the file has changed.
        let path = try SitePath("/a.txt", root: Array(folder.path.utf8), index: [])
        let kept = try #require(cache[path])
        cache.insert(
            FileRepresentation(
                identity: kept.identity, content: ByteBuffer(string: "kept!"), path: Array("a.txt".utf8), now: late),
            for: path)
        #expect(text(responder.response(to: try request("/a.txt", now: late))) == "kept!")

        // The same size and modification time do not make it the same file: the change of its inode tells.
        try folder.write("a.txt", "other")
        var times = [timespec(), timespec()]
        times[0].tv_sec = kept.identity.modified / 1_000_000_000
        times[0].tv_nsec = kept.identity.modified % 1_000_000_000
        times[1] = times[0]
        try #require(utimensat(AT_FDCWD, folder.at("a.txt"), &times, 0) == 0)
        #expect(text(responder.response(to: try request("/a.txt", now: late))) == "other")

        unlink(folder.at("a.txt"))
        #expect(responder.response(to: try request("/a.txt", now: late)).status == 404)
        #expect(cache.size == (0, 0))
    }

    @Test func whatIsKeptStaysWithinItsBounds() throws {
        let cache = FileCache(maximumBytes: 1000, maximumCount: 5, maximumContent: 400)
        let responder = try responder(cache)
        for number in 0..<20 { try folder.write("\(number).bin", [UInt8](repeating: 1, count: number * 25)) }
        let late = try changed("a.txt") + 3_600_000_000_000
        for number in 0..<20 {
            let response = responder.response(to: try request("/\(number).bin", now: late))
            #expect(response.body.length == number * 25)
            #expect(cache.size.count <= 5 && cache.size.bytes <= 1000)
        }
        // The newest that is not too large is there, and the oldest is not.
        #expect(cache[try SitePath("/16.bin", root: Array(folder.path.utf8), index: [])] != nil)
        #expect(cache[try SitePath("/17.bin", root: Array(folder.path.utf8), index: [])] == nil)
        #expect(cache[try SitePath("/0.bin", root: Array(folder.path.utf8), index: [])] == nil)
    }
}
