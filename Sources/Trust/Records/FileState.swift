import COpenSSL
import Glibc
internal import Linux

/// What is at a path, as far as a store is concerned.
enum FileState: Equatable {
    case file(mode: mode_t, owner: uid_t, group: gid_t, digest: String)
    case link(target: String)
    case folder

    /// `nil` when nothing is there, or what is there cannot be read or is none of these.
    init?(of path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: self = .folder
        case S_IFLNK:
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(path, &target, target.count)
            guard count >= 0 else { return nil }
            self = .link(target: String(decoding: target.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self))
        case S_IFREG:
            guard let bytes = try? WholeFile.read(path), let digest = Self.digest(of: bytes) else { return nil }
            self = .file(mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid, digest: digest)
        default: return nil
        }
    }

    /// SHA-256 in hexadecimal.
    private static func digest(of bytes: [UInt8]) -> String? {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil) == 1 else {
            ERR_clear_error()
            return nil
        }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// All that is at these paths, and below those that are folders. Symbolic links are not followed.
    static func tree(of paths: [String]) -> [String: FileState] {
        var found: [String: FileState] = [:]
        var pending = paths
        while let path = pending.popLast() {
            guard let state = FileState(of: path) else { continue }
            found[path] = state
            if state == .folder, let names = FolderNames.of(path) { pending += names.map { "\(path)/\($0)" } }
        }
        return found
    }
}
