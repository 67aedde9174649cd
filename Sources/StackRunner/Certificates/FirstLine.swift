import Linux

/// The first line of a file, as files with a password have it.
package enum FirstLine {
    /// Without its line break; `nil` when the file cannot be read.
    package static func read(_ path: String) -> String? {
        guard let bytes = try? WholeFile.read(path) else { return nil }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}
