internal import Glibc
import Linux

/// Reads a small file whole.
enum FileContents {
    static func read(_ path: String) throws(SystemError) -> [UInt8] {
        let descriptor = try retried("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try retried("read", path) { Glibc.read(descriptor, &piece, piece.count) }
            if count == 0 { return contents }
            contents += piece[..<count]
        }
    }

    private static func retried<Count: SignedInteger>(
        _ call: String, _ path: String, _ body: () -> Count
    ) throws(SystemError) -> Count {
        while true {
            let result = body()
            if result >= 0 { return result }
            if errno != EINTR { throw SystemError(call, path) }
        }
    }
}
