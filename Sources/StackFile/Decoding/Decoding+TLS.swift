internal import StackModel

extension Decoding {
    mutating func tls(_ node: Node, into draft: inout ServiceDraft) {
        guard node.entries != nil else {
            draft.tls.certificate = locatedText(node)
            return
        }
        words(node, of: Language.tls, into: &draft.tls)
        if draft.tls.given["certificate"] == nil {
            report(.missingWord, "`tls` names no certificate", at: node.location, remedy: "Add `certificate`.")
        }
    }

    /// `1.2` and `1.3`, which YAML takes for numbers.
    mutating func tlsVersion(_ node: Node) -> Located<TLSVersion>? {
        guard let text = text(node) else { return nil }
        if let version = TLSVersion(rawValue: text) { return Located(version, at: node.location) }
        let bare = text.lowercased().drop { "tlsv_- ".contains($0) }
        if let version = TLSVersion(rawValue: String(bare)) {
            report(
                .unknownWord, "\(text.excerpt) is none of the words that \(word.excerpt) takes", at: node.location,
                remedy: "Write \(version.rawValue).")
        } else if ["1", "1.0", "1.1"].contains(bare) {
            report(
                .unknownWord, "TLS \(bare) is not spoken here, nor by today's clients (RFC 8996)", at: node.location,
                remedy: "Write 1.2 or 1.3.")
        } else {
            unknownWord(text, at: node.location, known: TLSVersion.allCases.map(\.rawValue))
        }
        return nil
    }
}
