internal import Diagnostics
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

    mutating func clientAuthority(_ node: Node) -> ServiceTLS.ClientAuthority? {
        guard let text = text(node) else { return nil }
        if text == "stack" { return .stack }
        if text.contains("/") || text.contains(".") { return certificateFile(node).map { .file($0) } }
        let isMeant =
            Spelling.nearest(to: text, in: ["stack"]) != nil
            || ["true", "yes", "on", "own", "authority", "local"].contains(text.lowercased())
        report(
            .unknownWord, "\(text.excerpt) is neither `stack` nor a PEM file's path", at: node.location,
            remedy: isMeant
                ? "Write `stack` for the stack's own authority." : "Write `stack`, or a path such as clients.pem.")
        return nil
    }

    /// The path of a file that holds a certificate as PEM (RFC 7468); that it can be used is seen later.
    private mutating func certificateFile(_ node: Node) -> String? {
        guard let path = file(node), let bytes = try? StackFileBytes.read(path) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        let labels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]
        if labels.contains(where: { text.contains("-----BEGIN \($0)-----") }) { return path }
        let name = (node.scalar?.text ?? path).excerpt
        if text.contains("PRIVATE KEY-----") {
            report(
                .badPath, "\(name) holds a private key, and no certificate", at: node.location,
                remedy: "Name the file of the authority's certificate; its key is nobody else's business.")
        } else if bytes.first == 0x30 {
            report(
                .badPath, "\(name) is not PEM; it looks like DER", at: node.location,
                remedy: "Convert it: openssl x509 -inform der -in FILE -out FILE.pem.")
        } else {
            report(
                .badPath, "\(name) holds no certificate", at: node.location,
                remedy: "Name a PEM file, with -----BEGIN CERTIFICATE----- in it.")
        }
        return nil
    }
}
