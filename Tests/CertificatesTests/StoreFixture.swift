import Diagnostics
import Glibc
import StackModel
import Synchronization

@testable import Certificates

/// A certificate folder of its own, with a clock that stands still until it is told to move.
final class StoreFixture: Sendable {
    /// 2026-11-23 08:00 UTC.
    static let start: Double = 1_795_420_800
    static let day: Double = 86_400

    /// The folder that is removed afterwards; the store's own folder is `certs` in it.
    let root: String
    private let clock = Mutex(StoreFixture.start)

    init() throws {
        var template = Array("/tmp/devstack-certificates-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FixtureError("mkdtemp failed with error \(errno)") }
        root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        umount2(directory, Int32(MNT_DETACH))
        _ = try? Program.run("rm", ["-rf", root])
    }

    var directory: String { root + "/certs" }
    var now: Double { clock.withLock { $0 } }

    func path(_ name: String) -> String { directory + "/" + name }
    func advance(days: Double) { clock.withLock { $0 += days * Self.day } }

    func store(
        _ names: [String] = ["localhost", "127.0.0.1", "::1", "app.test"], permit: [String] = [], days: Int = 90,
        renewBefore: Duration = .seconds(30 * 86_400)
    ) -> CertificateStore {
        store([request("localhost", names, days: days, renewBefore: renewBefore)], permit: permit)
    }

    func store(_ requests: [CertificateRequest], permit: [String] = []) -> CertificateStore {
        CertificateStore(
            settings: AuthoritySettings(directory: directory, permit: permit.map { located($0) }), requests: requests,
            now: { self.now })
    }

    func store(_ requests: [CertificateRequest], settings: AuthoritySettings) -> CertificateStore {
        CertificateStore(settings: settings, requests: requests, now: { self.now })
    }

    func request(
        _ name: String, _ names: [String], days: Int = 90, renewBefore: Duration = .seconds(30 * 86_400),
        key: KeyKind = .ecdsaP256, usage: CertificateUsage = .server
    ) -> CertificateRequest {
        CertificateRequest(
            name: located(name), names: names.map { located($0, line: 7) }, days: days, renewBefore: renewBefore,
            key: key, usage: usage)
    }

    private func located(_ text: String, line: Int = 5) -> Located<String> {
        Located(text, at: SourceLocation(file: "devstack.yaml", line: line, column: 3))
    }

    /// Every file of the folder by name, `.lock` left out.
    func snapshot() throws -> [String: [UInt8]] {
        let folder = try CertificateFolder(directory)
        var files: [String: [UInt8]] = [:]
        for name in try folder.entries() where ![".", "..", CertificateFolder.lockName].contains(name) {
            files[name] = try folder.read(name)?.bytes
        }
        return files
    }

    func read(_ name: String) throws -> [UInt8] {
        guard let file = try CertificateFolder(directory).read(name) else { throw FixtureError("no file \(name)") }
        return file.bytes
    }

    /// Writes a file in place, as an editor or a careless hand would.
    func write(_ contents: [UInt8], to name: String, mode: mode_t = 0o600) throws {
        let file = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw FixtureError("open \(name) failed with error \(errno)") }
        defer { close(file) }
        guard write(file, contents) else { throw FixtureError("write \(name) failed with error \(errno)") }
    }

    private func write(_ file: Int32, _ contents: [UInt8]) -> Bool {
        Glibc.write(file, contents, contents.count) == contents.count
    }

    func remove(_ name: String) throws {
        guard unlink(path(name)) == 0 else { throw FixtureError("unlink \(name) failed with error \(errno)") }
    }

    func chmod(_ name: String, _ mode: mode_t) throws {
        guard Glibc.chmod(path(name), mode) == 0 else { throw FixtureError("chmod \(name): error \(errno)") }
    }

    func makeFolder(_ name: String) throws {
        guard mkdir(path(name), 0o755) == 0 else { throw FixtureError("mkdir \(name): error \(errno)") }
    }

    func rename(_ name: String, to other: String) throws {
        guard Glibc.rename(path(name), path(other)) == 0 else { throw FixtureError("rename \(name): error \(errno)") }
    }

    /// Whether somebody else in this process has opened the store's lock, to hold it as soon as he can.
    func isLockWaitedFor() throws -> Bool {
        let lock = path(CertificateFolder.lockName)
        return try CertificateFolder("/proc/self/fd").entries().count { name in
            var target = [CChar](repeating: 0, count: 4096)
            let length = readlink("/proc/self/fd/" + name, &target, target.count)
            return String(decoding: target.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self) == lock
        } > 1
    }

    func details(_ name: String) throws -> CertificateDetails {
        guard let details = CertificateDetails.chain(pem: try read(name))?.first else {
            throw FixtureError("\(name) is not a certificate")
        }
        return details
    }

    /// Whether the files of a certificate fit together, and openssl accepts it by the authority that is there.
    func isWhole(_ name: String = "localhost", purpose: String = "sslserver") throws -> Bool {
        guard CertificateStore.matches(chainPEM: try read(name + ".pem"), keyPEM: try read(name + ".key")),
            CertificateStore.matches(chainPEM: try read("ca.pem"), keyPEM: try read("ca.key"))
        else { return false }
        return try verify(name, purpose: purpose).succeeded
    }

    /// What openssl says of a certificate with what stands behind it in its file, strictly and now.
    func verify(_ name: String, purpose: String = "sslserver", authority: String? = nil) throws -> Program {
        try Program.run(
            "openssl",
            [
                "verify", "-x509_strict", "-purpose", purpose, "-attime", String(Int(now)), "-CAfile",
                authority ?? path("ca.pem"), "-untrusted", path(name + ".pem"), path(name + ".pem"),
            ])
    }

    func mode(_ name: String) throws -> mode_t {
        var status = stat()
        guard lstat(path(name), &status) == 0 else { throw FixtureError("no file \(name)") }
        return status.st_mode & 0o7777
    }
}
