internal import StackModel

/// The reader's inverse: a stack in the words that the reader takes, with every default filled in.
///
/// What is printed of it reads back to the same stack, so a word that is read must be written here too.
struct StackDescription {
    /// The stack files' tree, before variables are replaced; `nil` where origins do not matter.
    let root: Node?
    let finder: OriginFinder

    func value(of stack: Stack) -> ResolvedValue {
        var words = WordList(root, finder: finder)
        words.add("name", stack.name)
        words.add("authority", authority(stack.authority, at: words.node("authority")))
        words.addMap("certificates", stack.certificates) { certificate, list in
            let name = certificate.name.value
            return .init(name: name, value: self.certificate(certificate, at: list.node(name)))
        }
        words.addMap("services", stack.services) { service, list in
            .init(name: service.name.value, value: self.service(service, at: list.node(service.name.value)))
        }
        words.addMap("checks", stack.checks) { check, list in
            .init(name: check.name.value, value: self.check(check, at: list.node(check.name.value)))
        }
        return words.value
    }

    private func authority(_ authority: AuthoritySettings, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        words.add("directory", authority.directory)
        words.add("permit", authority.permit.map(\.value))
        words.add("intermediate", .bool(authority.intermediate))
        if case .existing(let certificate, let key) = authority.source {
            words.add("certificate", certificate, isShort: true)
            words.add("key", key, isShort: true)
        }
        return words.value
    }

    private func certificate(_ certificate: CertificateRequest, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        words.add("names", certificate.names.map(\.value), isShort: true)
        words.add("days", certificate.days)
        words.add("renew_before", certificate.renewBefore)
        words.add("key", certificate.key.rawValue)
        words.add("usage", certificate.usage.rawValue)
        return words.value
    }

    /// As a map; a name alone, or `NAME` in a list, took devstack's own value.
    func environment(_ variables: [EnvironmentVariable], at node: Node?) -> ResolvedValue {
        let list = WordList(node, finder: finder)
        return .map(
            variables.map { variable in
                let name = variable.name
                var source = list.node(name)
                var isTakenOver = source?.isNull == true
                if case .sequence(let elements)? = node?.content {
                    source = elements.first {
                        $0.scalar?.text == name || $0.scalar?.text.hasPrefix(name + "=") == true
                    }
                    isTakenOver = source?.scalar?.text == name
                }
                let place = source ?? node
                let origin =
                    isTakenOver ? finder.origin(of: place, takingOver: name) : finder.origin(of: place)
                return .init(name: name, value: .scalar(.string(variable.value), origin))
            })
    }

    func statuses(_ patterns: [StatusPattern], at node: Node?) -> ResolvedValue {
        let values = patterns.map { pattern -> JSONValue in
            switch pattern {
            case .exactly(let status): .number(JSONNumber(status))
            case .ofClass: .string(pattern.description)
            }
        }
        guard let only = values.first, values.count == 1 else { return finder.list(values, at: node) }
        return .scalar(only, finder.origin(of: node))
    }
}
