import Linux

/// Why a CSV file cannot be served.
enum TableMistake: Error {
    case unreadable(SystemError)
    /// With the version of the file that the mistake is in; `nil` where a later change might not show in it.
    case content(path: String, CSVMistake, FileIdentity?)
}

extension TableMistake: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreadable(let error): "\(error)"
        case .content(let path, let mistake, _): "\(path):\(mistake.line): \(mistake.message)"
        }
    }
}
