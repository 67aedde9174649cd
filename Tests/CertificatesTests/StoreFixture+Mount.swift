import Glibc

@testable import Certificates

/// A small file system of the store's own, so that it can be full or read-only. For root only.
extension StoreFixture {
    func mount(options: String) throws {
        guard mkdir(directory, 0o755) == 0 else { throw FixtureError("mkdir failed with error \(errno)") }
        let mounted = try Program.run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", directory])
        guard mounted.succeeded else { throw FixtureError(mounted.output) }
    }

    func remountReadOnly() throws {
        let mounted = try Program.run("mount", ["-o", "remount,ro", directory])
        guard mounted.succeeded else { throw FixtureError(mounted.output) }
    }

    /// Takes every page that is left, a file for each.
    func fillDisk() throws {
        var number = 0
        while true {
            do { try write([UInt8](repeating: 0x20, count: 4_096), to: "filler\(number)") } catch { return }
            number += 1
        }
    }

    func freePage() throws {
        let folder = try CertificateFolder(directory)
        guard let filler = try folder.entries().filter({ $0.hasPrefix("filler") }).sorted().last else {
            throw FixtureError("there was nothing left to free")
        }
        try remove(filler)
    }
}
