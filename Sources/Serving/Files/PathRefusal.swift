/// Why a request's path is not looked up at all.
enum PathRefusal: Error, Equatable {
    case badEscape
    case nul
    case encodedSlash
    case dotSegment
}

extension PathRefusal {
    var refusal: Refusal {
        switch self {
        case .badEscape:
            Refusal(400, "A % in the path is not followed by two hexadecimal digits", remedy: "Write a % itself as %25")
        case .nul:
            Refusal(400, "The path contains a NUL byte, which no file name can", remark: "a NUL in the path")
        case .encodedSlash:
            Refusal(404, "No file name contains a slash", remark: "an encoded slash in the path")
        case .dotSegment:
            Refusal(404, "Names that begin with a dot are not served", remark: "a name that begins with a dot")
        }
    }
}
