import Glibc
internal import Linux

/// The PEM files of a stack that hold somebody's roots and the stack's authority.
///
/// Each begins with a line that names the file it was made from, so that in a shell whose variables name such a bundle
/// the next one is made from the same roots and not from itself.
struct TrustBundles {
    private static let mark = Array("# devstack: the authority of this stack, and the roots of ".utf8)

    /// The authority's PEM text.
    let authority: [UInt8]
    let folder: String

    /// The file that a client's own roots are in: what a bundle of this stack was made from, any other file itself.
    func base(of path: String) -> String {
        guard path.hasPrefix("\(folder)/trust-"), let bytes = try? WholeFile.read(path), bytes.starts(with: Self.mark)
        else { return path }
        return Self.path(written: bytes.dropFirst(Self.mark.count).prefix { $0 != UInt8(ascii: "\n") })
    }

    /// Writes the bundle over these roots where it is missing or out of date.
    ///
    /// - Returns: its path, which is always the same for the same roots.
    func write(over base: String) throws(SystemError) -> String {
        let name = "trust-\(Self.hash(base)).pem"
        // A file that the user named and that is gone is the client's own mistake to tell; ours is added all the same.
        let roots = (try? WholeFile.read(base)) ?? []
        var bytes = Self.mark + Self.written(base) + [UInt8(ascii: "\n")] + roots
        if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        if !Self.contains(roots, authority) { bytes += authority }
        try StateFile.write(bytes, as: name, in: folder)
        return "\(folder)/\(name)"
    }

    /// Whether the text has this part at the start of a line: another stack's bundle may hold this authority already, when
    /// their shells are inside each other.
    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        text.withUnsafeBytes { text in
            part.withUnsafeBytes { part in
                guard var line = text.baseAddress, let wanted = part.baseAddress else { return false }
                let end = line + text.count
                while end - line >= part.count {
                    if memcmp(line, wanted, part.count) == 0 { return true }
                    guard let lineBreak = memchr(line, 0x0A, end - line) else { return false }
                    line = UnsafeRawPointer(lineBreak) + 1
                }
                return false
            }
        }
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

    /// Sixteen digits that differ for different paths (FNV-1a of 64 bits).
    private static func hash(_ path: String) -> String {
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
