/// A file of a service's TLS that cannot be used.
struct ServedFilesError: Error, CustomStringConvertible {
    /// Its path.
    var file: String
    /// OpenSSL's words.
    var detail: String

    var description: String { "\(file) cannot be used: \(detail)" }
}
