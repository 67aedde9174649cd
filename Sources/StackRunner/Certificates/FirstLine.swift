import Linux

/// The first line of a file, as files with a password have it.
package enum FirstLine {
    /// Why it is no password.
    package struct Problem: Error {
        /// What is said behind the file's path.
        package var words: String
    }

    /// Without its line break. A FIFO's writer is waited for.
    ///
    /// PKCS #12 takes a password as text, and OpenSSL's functions end it at a NUL.
    package static func read(_ path: String) throws(Problem) -> String {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try WholeFile.read(path, waitsForWriter: true)
        } catch {
            throw Problem(words: "cannot be read: \(error.reason)")
        }
        var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty else { throw Problem(words: "has no password in its first line") }
        guard !line.contains(0) else {
            throw Problem(words: "has a NUL byte in its first line, and a password cannot hold one")
        }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw Problem(words: "has a first line that is not UTF-8: other programs would read another password")
        }
        return text
    }
}
