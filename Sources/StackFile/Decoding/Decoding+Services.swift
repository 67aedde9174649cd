internal import Diagnostics
internal import StackModel

extension Decoding {
    mutating func services(_ node: Node) -> [ServiceDraft] {
        map(node, allowsNothing: true, element: .table("a service")) { entry, decoding in
            // A bad name is one mistake, and what it names is read all the same: others refer to it.
            let isName = decoding.isName(entry.key, of: "a service", allowsCapitals: true)
            guard isName || entry.value.entries != nil else { return nil }
            var draft = ServiceDraft(name: Located(entry.key.text, at: entry.key.location))
            decoding.words(entry.value, of: Language.service, into: &draft)
            return entry.value.entries == nil ? nil : draft
        }
    }

    mutating func files(_ node: Node, into draft: inout ServiceDraft) {
        guard node.entries != nil else {
            draft.files = folder(node).map { FileSite(root: $0) }
            return
        }
        var files = FilesDraft()
        words(node, of: Language.files, into: &files)
        if files.given["root"] == nil {
            report(.missingWord, "`files` names no folder", at: node.location, remedy: "Add `root`.")
        }
        draft.files = files.root.map { root in
            files.index.map { FileSite(root: root, index: $0) } ?? FileSite(root: root)
        }
    }

    mutating func table(_ node: Node, into draft: inout ServiceDraft) {
        guard node.entries != nil else {
            draft.csv = file(node)
            return
        }
        var table = TableDraft()
        words(node, of: Language.table, into: &table)
        if table.given["csv"] == nil {
            report(.missingWord, "`table` names no CSV file", at: node.location, remedy: "Add `csv`.")
        }
        draft.csv = table.csv
        draft.table = table
    }

    mutating func filters(_ node: Node) -> [TableSource.Filter] {
        map(node, element: .form("a column")) { entry, decoding in
            decoding.text(entry.value).map { TableSource.Filter(parameter: entry.key.text, column: $0) }
        }
    }

    mutating func fill(_ node: Node) -> [TableSource.Fill] {
        map(node, element: .anything) { entry, decoding in
            decoding.json(entry.value).map { TableSource.Fill(column: entry.key.text, value: $0) }
        }
    }

    /// - Parameters:
    ///   - service: its name.
    ///   - name: of the port.
    mutating func port(
        _ node: Node, of service: String, _ name: String = NamedPort.main
    ) -> (number: Located<UInt16>, choice: PortChoice)? {
        if let known = ports[service, name], known.choice != .written {
            return (Located(known.value, at: node.location), known.choice)
        }
        return integer(
            node, in: 1...65535, remedy: "Write the port that it listens on, such as 8000, or auto for a free one."
        ).map { (Located(UInt16($0), at: node.location), .written) }
    }

    mutating func ports(_ node: Node, of service: String) -> [NamedPort] {
        if case .sequence = node.content {
            wrongType(
                node,
                remedy: "Write port: 8000 for the one that it listens on, and a name for any other: {admin: 9001}.")
            return []
        }
        return map(node, element: Language.port) { entry, decoding in
            let isName = decoding.isName(entry.key, of: "a port", allowsCapitals: true)
            guard entry.key.text != "port" else {
                decoding.report(
                    .badName, "`port` is the name of the main port", at: entry.key.location,
                    remedy: "Choose another name for this one.")
                return nil
            }
            guard let (number, choice) = decoding.port(entry.value, of: service, entry.key.text), isName else {
                return nil
            }
            return NamedPort(name: Located(entry.key.text, at: entry.key.location), number: number, choice: choice)
        }
    }

    mutating func dependencies(_ node: Node) -> [ServiceDependency] {
        if node.entries != nil {
            return map(node, element: .orNothing(.table("a dependency"))) { entry, decoding in
                var draft = DependencyDraft()
                if !entry.value.isNull { decoding.words(entry.value, of: Language.dependency, into: &draft) }
                return ServiceDependency(
                    Located(entry.key.text, at: entry.key.location), condition: draft.condition ?? .ready,
                    restarts: draft.restart ?? false)
            }
        }
        guard case .sequence(let nodes) = node.content else {
            wrongType(node, remedy: Self.listOfDependencies(node))
            return []
        }
        var seen: [String: SourceLocation] = [:]
        return nodes.compactMap { element in
            guard let name = locatedText(element) else { return nil }
            if let first = seen.updateValue(name.location, forKey: name.value) {
                reportRepeated(name.value, at: name.location, first: first)
                return nil
            }
            return ServiceDependency(name)
        }
    }

    /// How to write as a list the one name that was meant.
    private static func listOfDependencies(_ node: Node) -> String? {
        guard let name = node.scalar?.text, !node.isNull, !node.isUnknown else { return nil }
        return "Write [\(name)]."
    }

    /// `no` may stand without quotes: here YAML 1.1's false means the same.
    mutating func restart(_ node: Node) -> Located<RestartPolicy>? {
        guard let text = text(node) else { return nil }
        if let policy = RestartText.policy(text) { return Located(policy, at: node.location) }
        if text.hasPrefix("on-failure:") {
            report(
                .badRestart, "\(text.excerpt) does not say how often", at: node.location,
                remedy: "Write a number from 1 on, such as on-failure:5, or on-failure alone.")
        } else {
            unknownWord(text, at: node.location, known: RestartText.words)
        }
        return nil
    }

    /// In bytes.
    mutating func size(_ node: Node) -> Int? {
        guard let text = text(node) else { return nil }
        if let bytes = SizeText.bytes(text) { return bytes }
        report(
            .outOfRange, "\(word.excerpt) takes \(SizeText.form), not \(text.excerpt)", at: node.location,
            remedy: "Write a whole number with KiB, MiB or GiB.")
        return nil
    }

    mutating func profiles(_ node: Node) -> [String] {
        var seen: [String: SourceLocation] = [:]
        return list(node) { element, decoding in
            guard let name = decoding.locatedText(element) else { return nil }
            if let first = seen.updateValue(name.location, forKey: name.value) {
                decoding.reportRepeated(name.value, at: name.location, first: first)
            }
            guard name.value.utf8.allSatisfy(Self.isInProfileName) else {
                decoding.report(
                    .badName, "\(name.value.excerpt) is no name of a profile", at: name.location,
                    remedy: "Letters, digits, `_`, `.` and `-` make a name.")
                return nil
            }
            return name.value
        } ?? []
    }

    private static func isInProfileName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
