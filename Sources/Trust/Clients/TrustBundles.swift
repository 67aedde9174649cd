import Glibc
internal import Linux

/// The PEM files of a stack that hold somebody's roots and the stack's authority.
struct TrustBundles {
    /// So many other stacks may have their shells around this one's.
    private static let mostMembers = 16

    /// The authority's PEM text.
    let authority: [UInt8]
    let folder: String

    /// What the bundle for a client is made of whose own roots are in this file: the file itself, or what another bundle was
    /// made of, be it of this stack or of one whose shell is around this one's.
    func bundle(over path: String) -> TrustBundle {
        var bundle = TrustBundle(base: path)
        var seen: Set<String> = []
        while seen.insert(bundle.base).inserted, let bytes = try? WholeFile.read(bundle.base),
            let inner = TrustBundle(reading: bytes)
        {
            let known = Set(bundle.members.map(\.folder))
            bundle.base = inner.base
            bundle.members += inner.members.filter { $0.folder != folder && !known.contains($0.folder) }
        }
        // In one order, so that the same stacks always are the same file.
        bundle.members = bundle.members.suffix(Self.mostMembers).sorted { $0.folder < $1.folder }
        return bundle
    }

    /// Writes the bundle with this stack's authority where it is missing or out of date.
    ///
    /// - Returns: its path, which is always the same for the same roots and the same other stacks.
    func write(_ bundle: TrustBundle) throws(SystemError) -> String {
        let parts = [bundle.base] + bundle.members.map(\.folder)
        let name = "trust-\(Self.hash(parts.joined(separator: "\0"))).pem"
        // A file that the user named and that is gone is the client's own mistake to tell; ours is added all the same.
        let roots = (try? WholeFile.read(bundle.base)) ?? []
        var whole = bundle
        whole.members.append(TrustBundle.Member(folder: folder, authority: authority))
        try StateFile.write(whole.bytes(roots: roots), as: name, in: folder)
        return "\(folder)/\(name)"
    }

    /// Sixteen digits that differ for different texts (FNV-1a of 64 bits).
    private static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
