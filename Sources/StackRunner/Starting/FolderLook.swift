import Glibc
import Linux
import StackFile
internal import StackModel
internal import Starter

/// What the current folder holds that suggests services.
enum FolderLook {
    /// Nobody writes by hand what is larger.
    private static let largest = 1 << 20

    static func facts(of folder: String) -> FolderFacts {
        let existing = Set(FolderFacts.paths.filter { access("\(folder)/\($0)", F_OK) == 0 })
        var facts = FolderFacts(name: folder.split(separator: "/").last.map(String.init) ?? "stack", existing: existing)
        facts.packageJSON = bytes("package.json", in: folder).flatMap { try? JSONValue(parsing: $0) }
        facts.procfile = bytes("Procfile", in: folder).map { String(decoding: $0, as: UTF8.self) }
        if let name = FolderFacts.composeNames.first(where: existing.contains),
            let value = bytes(name, in: folder).flatMap(YAMLDocument.value)
        {
            facts.compose = (name, value)
            facts.existing.formUnion(
                FolderFacts.paths(inCompose: value).filter { isFile($0.hasPrefix("/") ? $0 : "\(folder)/\($0)") })
        }
        return facts
    }

    /// Whether a service could listen on `localhost` at this port.
    static func isFree(_ port: UInt16) -> Bool {
        ["127.0.0.1", "::1"].compactMap(InternetAddress.init).allSatisfy { address in
            do throws(SystemError) {
                _ = try BoundSocket.open(address: address, port: port)
                return true
            } catch {
                // There may be no IPv6.
                return error.code == EADDRNOTAVAIL || error.code == EAFNOSUPPORT
            }
        }
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, R_OK) == 0
    }

    private static func bytes(_ name: String, in folder: String) -> [UInt8]? {
        let path = "\(folder)/\(name)"
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
            return nil
        }
        return try? WholeFile.read(path)
    }
}
