internal import Diagnostics
import Glibc
internal import StackModel

extension Decoding {
    /// `authority`: its words, or `mkcert`.
    mutating func authority(_ node: Node, into draft: inout AuthorityDraft) {
        guard node.entries == nil, let scalar = node.scalar, !node.isNull, !node.isUnknown else {
            return words(node, of: Language.authority, into: &draft)
        }
        let mkcert = MkcertAuthority(variables)
        // Whatever is wrong with it, its names are not devstack's to judge.
        draft.existing = mkcert.source(in: mkcert.folder ?? "")
        guard scalar.text == "mkcert" else {
            guard Spelling.nearest(to: scalar.text, in: ["mkcert"]) != nil else { return wrongType(node) }
            return unknownWord(scalar.text, at: node.location, known: ["mkcert"])
        }
        guard mkcert.folder.map({ access($0 + "/rootCA.pem", F_OK) == 0 }) == true else {
            return report(
                .badPath,
                mkcert.folder.map { "mkcert has no authority in \($0.excerpt)" } ?? "mkcert's folder is not known",
                at: node.location,
                remedy: "Run `mkcert -install`, or set CAROOT to what `mkcert -CAROOT` prints.")
        }
    }
}
