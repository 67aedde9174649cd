import Glibc
import StackModel
import Testing

@testable import Serving

/// Whatever a request says, nothing outside the folder comes back, nor anything that is never served.
@Suite(.timeLimit(.minutes(1)), .ownThreads) struct ContainmentTests {
    private let folder: SiteFolder
    private static let secret = "the secret outside"

    init() throws {
        folder = try SiteFolder()
        try folder.write("secret.txt", Self.secret)
        try folder.write("site/inside.txt", "inside")
        try folder.write("site/sub/page.txt", "page")
        try folder.write("site/.hidden", Self.secret)
        try folder.write("site/.git/config", Self.secret)
        try folder.write("site/back\\slash.txt", "a plain character")
    }

    static let attempts = [
        "/../secret.txt", "/../../../../../../etc/passwd", "/sub/../../secret.txt", "/sub/../../../secret.txt",
        "/%2e%2e/secret.txt", "/%2E%2E/secret.txt", "/.%2e/secret.txt", "/%2e./secret.txt",
        "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt", "/..%2Fsecret.txt", "/%2f%2e%2e%2fsecret.txt",
        "/%252e%252e/secret.txt", "/%252e%252e%252fsecret.txt", "/..%252fsecret.txt",
        "/..\\secret.txt", "/..%5csecret.txt", "/%2e%2e%5Csecret.txt", "/sub\\..\\..\\secret.txt",
        "/%c0%ae%c0%ae/secret.txt", "/%c0%ae%c0%ae%c0%afsecret.txt", "/%e0%80%ae%e0%80%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt", "/..%c0%afsecret.txt", "/..;/secret.txt", "/;/../secret.txt",
        "//../secret.txt", "/./../secret.txt", "/sub/./../../secret.txt", "/.../secret.txt", "/....//secret.txt",
        "/inside.txt/../../secret.txt", "/../site/../secret.txt", "/..%00/secret.txt", "/../secret.txt%00.txt",
        "/inside.txt%00", "/%00", "/%", "/%2", "/%zz", "/%2e%2", "/.hidden", "/%2ehidden", "/.git/config",
        "/sub/..", "/..", "/.", "/%2e", "http://localhost/../secret.txt", "http://localhost/%2e%2e/secret.txt",
        "/proc/self/environ", "/etc/passwd", "//etc/passwd", "/%2fetc%2fpasswd", "file:///etc/passwd", "../secret.txt",
        "secret.txt", "*", "/?/../../secret.txt/..", "/\u{ff0e}\u{ff0e}/secret.txt",
    ]

    @Test(arguments: attempts) func noPathLeadsOut(_ target: String) async throws {
        try await withSite(folder, root: folder.at("site")) { server in
            let reply = try server.get(target)
            #expect([400, 404].contains(reply.status), "\(reply.status): \(reply.text)")
            #expect(!reply.text.contains(Self.secret) && !reply.text.contains("root:"))
        }
    }

    @Test(.enabled(if: access("/usr/bin/curl", X_OK) == 0, "curl is not installed"), arguments: attempts.prefix(36))
    func noPathLeadsOutByCurl(_ target: String) async throws {
        guard target.hasPrefix("/") else { return }
        try await withSite(folder, root: folder.at("site")) { server in
            let url = "http://localhost:\(server.port)\(target)"
            let output = try Program.run(
                "/usr/bin/curl",
                ["--silent", "--path-as-is", "--globoff", "--max-time", "20", "-w", "%{http_code}", url])
            #expect(output.hasSuffix("404") || output.hasSuffix("400"), "\(output)")
            #expect(!output.contains(Self.secret) && !output.contains("root:"))
        }
    }

    @Test func aBackslashIsAPlainCharacter() async throws {
        try await withSite(folder, root: folder.at("site")) { server in
            let client = try server.client()
            #expect(try client.get("/back%5Cslash.txt").text == "a plain character")
        }
    }

    @Test func linksWorkInsideAndNowhereElse() async throws {
        try folder.link("site/inner.txt", to: "sub/page.txt")
        try folder.link("site/inner", to: "sub")
        try folder.link("site/up.txt", to: "../secret.txt")
        try folder.link("site/upper", to: "..")
        try folder.link("site/absolute.txt", to: folder.at("site/inside.txt"))
        try folder.link("site/root", to: "/")
        try folder.link("site/circle", to: "circle")
        try folder.link("site/process", to: "/proc/self")
        try folder.link("site/dangling", to: "nothing")
        try await withSite(folder, root: folder.at("site")) { server in
            #expect(try server.get("/inner.txt").text == "page")
            #expect(try server.get("/inner/page.txt").text == "page")
            let refused = [
                "/up.txt": "leads out", "/upper/secret.txt": "leads out", "/absolute.txt": "absolute",
                "/root/etc/passwd": "absolute", "/circle": "circle", "/process/environ": "absolute",
                "/process/root/etc/passwd": "absolute", "/process/fd/0": "absolute",
            ]
            for (target, reason) in refused {
                let reply = try server.get(target)
                #expect(reply.status == 404, "\(target)")
                // The log says why; the client learns nothing.
                #expect(server.log.all.last?.remark?.contains(reason) == true, "\(target)")
                #expect(!reply.text.contains("link"))
            }
            #expect(try server.get("/dangling").status == 404)
        }
    }

    @Test func aRootThatIsProcItselfGivesNoMagicLinks() async throws {
        try await withSite(folder, root: "/proc/self") { server in
            let client = try server.client()
            #expect(try client.get("/root/etc/passwd").status == 404)
            #expect(try client.get("/cwd/").status == 404)
            #expect(try client.get("/exe").status == 404)
        }
    }

    @Test func onlyRegularFilesAreServed() async throws {
        try #require(mkfifo(folder.at("site/fifo"), 0o644) == 0)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: folder.at("site/socket").utf8.prefix(107)) }
        let bound = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        try await withSite(folder, root: folder.at("site")) { server in
            let client = try server.client()
            #expect(try client.get("/fifo").status == 404)
            #expect(try client.get("/socket").status == 404)
            #expect(server.log.all.allSatisfy { $0.remark == "it is not a regular file" })
        }
        try await withSite(folder, root: "/dev") { server in
            let client = try server.client()
            #expect(try client.get("/null").status == 404)
            #expect(try client.get("/zero").status == 404)
        }
    }

    @Test func anUnreadableFileIsForbidden() async throws {
        try #require(chmod(folder.at("site/inside.txt"), 0) == 0)
        // The superuser may read everything.
        try await withSite(folder, root: folder.at("site")) { server in
            let client = try server.client()
            #expect(try client.get("/inside.txt").status == (geteuid() == 0 ? 200 : 403))
        }
    }

    @Test func forbiddenFoldersAreServedFromNoRoot() async throws {
        try folder.write("site/certs/ca.key", Self.secret)
        try folder.write("site/certs/deep/er/leaf.key", Self.secret)
        try folder.write("site/certs-not/plain.txt", "plain")
        try folder.link("site/shortcut", to: "certs")
        try folder.link("site/key.txt", to: "certs/ca.key")
        let never = [folder.at("site/certs"), folder.at("site/later")]
        try await withSite(folder, root: folder.at("site"), neverServe: never) { server in
            for target in [
                "/certs/ca.key", "/certs/deep/er/leaf.key", "/shortcut/ca.key", "/key.txt", "/certs", "/certs/",
            ] {
                #expect(try server.get(target).status == 404, "\(target)")
            }
            #expect(try server.get("/certs-not/plain.txt").text == "plain")

            // A new name does not make it another folder, nor does a link in its old place.
            try #require(rename(folder.at("site/certs"), folder.at("site/moved")) == 0)
            #expect(try server.get("/moved/ca.key").status == 404)
            #expect(try server.get("/moved/deep/er/leaf.key").status == 404)

            // One that comes into being later counts as well.
            try folder.write("site/later/state", Self.secret)
            #expect(try server.get("/later/state").status == 404)
        }
        let failure = await #expect(throws: ServerStartError.self) {
            try await withSite(folder, root: folder.at("site/moved/deep"), neverServe: [folder.at("site/moved")]) { _ in
            }
        }
        #expect(failure?.message.contains("never served") == true)
    }

    @Test func aHardLinkToAForbiddenFileIsRefused() async throws {
        try folder.write("certs/ca.key", Self.secret)
        try folder.write("site/one.txt", "one")
        try #require(link(folder.at("certs/ca.key"), folder.at("site/key.txt")) == 0)
        try #require(link(folder.at("site/one.txt"), folder.at("site/two.txt")) == 0)
        try await withSite(folder, root: folder.at("site"), neverServe: [folder.at("certs")]) { server in
            let client = try server.client()
            #expect(try client.get("/key.txt").status == 404)
            #expect(try client.get("/two.txt").text == "one")
        }
    }
}
