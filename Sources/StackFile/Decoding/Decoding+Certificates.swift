internal import Diagnostics
internal import StackModel

extension Decoding {
    mutating func certificates(_ node: Node) -> [CertificateDraft] {
        map(node, allowsNothing: true, element: .either([.list(.form("names")), .table("a certificate")])) {
            entry, decoding in
            guard decoding.isFree(entry.key) else { return nil }
            // A bad name is one mistake, and what it names is read all the same: services refer to it.
            _ = decoding.isName(entry.key, of: "a certificate", allowsCapitals: false)
            var draft = CertificateDraft(name: Located(entry.key.text, at: entry.key.location))
            guard entry.value.entries != nil else {
                decoding.certificateNames(entry.value, into: &draft)
                return draft
            }
            decoding.words(entry.value, of: Language.certificate, into: &draft)
            if draft.given["names"] == nil {
                draft.namesAreWhole = false
                decoding.report(
                    .missingWord, "the certificate \(entry.key.text.excerpt) has no names", at: entry.key.location,
                    remedy: "Add `names`, a list of DNS names and IP addresses.")
            }
            return draft
        }
    }

    mutating func certificateNames(_ node: Node, into draft: inout CertificateDraft) {
        let list = uniqueNames(node) { $1.certificateName($0) }
        draft.names = list.names
        draft.namesAreWhole = list.isWhole
        if case .sequence(let nodes) = node.content, nodes.isEmpty {
            report(
                .missingValue, "the certificate \(draft.name.value.excerpt) has no names", at: node.location,
                remedy: "Name at least one DNS name or IP address.")
        }
    }

    private mutating func isFree(_ key: Node.Key) -> Bool {
        guard !["ca", "ca-intermediate"].contains(key.text) else {
            report(
                .badName, "\(key.text.excerpt) is the authority's own name", at: key.location,
                remedy: "Choose another name.")
            return false
        }
        return true
    }
}
