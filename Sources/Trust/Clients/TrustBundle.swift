/// A PEM file of devstack's: somebody's roots, and the authorities of the stacks whose shells are inside each other.
///
/// Its first line names the file that the roots are from, and a line before each authority the stack that it is of, so
/// that the next bundle is made of the same parts and not of the whole.
struct TrustBundle: Equatable {
    struct Member: Equatable {
        /// The state folder of its stack.
        var folder: String
        /// PEM.
        var authority: [UInt8]
    }

    private static let mark = Array("# devstack: the authority of this stack, and the roots of ".utf8)
    private static let memberMark = Array("# devstack: the authority of the stack with the folder ".utf8)

    /// The file that the roots are from.
    var base: String
    /// Each stack once.
    var members: [Member] = []

    /// Reads a file's parts; `nil` for one that is not devstack's.
    init?(reading bytes: [UInt8]) {
        guard bytes.starts(with: Self.mark) else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        base = Self.path(written: lines[0].dropFirst(Self.mark.count))
        for line in lines.dropFirst() {
            if line.starts(with: Self.memberMark) {
                members.append(Member(folder: Self.path(written: line.dropFirst(Self.memberMark.count)), authority: []))
            } else if !members.isEmpty, !line.isEmpty {
                members[members.count - 1].authority += line + [UInt8(ascii: "\n")]
            }
        }
    }

    init(base: String) {
        self.base = base
    }

    /// The file's bytes.
    ///
    /// - Parameter roots: what `base` holds; an authority that is among them is not written again.
    func bytes(roots: [UInt8]) -> [UInt8] {
        var bytes = Self.mark + Self.written(base) + [UInt8(ascii: "\n")] + roots
        func endLine() {
            if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        }
        endLine()
        for member in members where !PEM.contains(roots, member.authority) {
            bytes += Self.memberMark + Self.written(member.folder) + [UInt8(ascii: "\n")] + member.authority
            endLine()
        }
        return bytes
    }

    /// A path on one line: `%` and line breaks as in a URL.
    private static func written(_ path: String) -> [UInt8] {
        path.utf8.flatMap { byte in
            switch byte {
            case UInt8(ascii: "%"): Array("%25".utf8)
            case UInt8(ascii: "\n"): Array("%0A".utf8)
            case UInt8(ascii: "\r"): Array("%0D".utf8)
            default: [byte]
            }
        }
    }

    private static func path(written bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self).replacing("%0A", with: "\n").replacing("%0D", with: "\r")
            .replacing("%25", with: "%")
    }
}
