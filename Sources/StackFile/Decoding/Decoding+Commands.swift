internal import Diagnostics
internal import StackModel

extension Decoding {
    private static let program = "Write the program and its arguments, such as ./api --verbose."

    /// A program and its arguments: a text to split, or a list.
    mutating func command(_ node: Node) -> [String]? {
        if case .sequence(let nodes) = node.content {
            guard !nodes.isEmpty else {
                report(.badCommand, "\(word.excerpt) names no program", at: node.location, remedy: Self.program)
                return nil
            }
            var isFirst = true
            return list(node) { argument, decoding in
                defer { isFirst = false }
                // An argument may be empty, the program may not.
                guard !isFirst, let scalar = argument.scalar, !argument.isUnknown, scalar.text.isEmpty, !scalar.isPlain
                else { return decoding.text(argument) }
                return ""
            }
        }
        guard let text = text(node) else { return nil }
        do {
            let words = try CommandWords.split(text)
            guard let program = words.first, !program.text.isEmpty else {
                report(.badCommand, "\(word.excerpt) names no program", at: node.location, remedy: Self.program)
                return nil
            }
            if !CommandWords.isShell(program.text), let syntax = CommandWords.shellSyntax(in: words) {
                report(
                    .shellSyntax, "\(syntax.text.excerpt) goes to \(program.text.excerpt) as it is: no shell runs this",
                    at: location(in: node, offset: syntax.offset, length: syntax.text.unicodeScalars.count),
                    remedy: Self.variable(in: Array(syntax.text.unicodeScalars), at: 1).map {
                        "Write ${\($0)}; for a shell write command: [sh, -c, '...']."
                    } ?? "For a shell write command: [sh, -c, '...']; else put it into quotes.")
            }
            return words.map(\.text)
        } catch {
            report(
                .badCommand, error.message, at: location(in: node, offset: error.offset),
                remedy: "Close the quote, or write the command as a list.")
            return nil
        }
    }

    /// Variables as a map, or as a list of `NAME=VALUE`; a name alone takes devstack's own value, and is left out without one.
    mutating func environmentVariables(_ node: Node) -> [EnvironmentVariable] {
        var seen: [String: SourceLocation] = [:]
        if case .sequence(let nodes) = node.content {
            return nodes.compactMap { element in
                guard let text = text(element) else { return nil }
                let name = String(text.prefix { $0 != "=" })
                let value = text.contains("=") ? String(text.drop { $0 != "=" }.dropFirst()) : nil
                warnOfVariables(in: element)
                return variable(name, value, at: element.location, &seen)
            }
        }
        return map(node, element: .text) { entry, decoding in
            guard !entry.value.isUnknown else { return nil }
            guard !entry.value.isNull else {
                if let comment = decoding.comment(insteadOf: entry.value) {
                    decoding.report(
                        .commentedValue, "\(entry.key.text.excerpt) is left empty: # begins a comment", at: comment,
                        remedy: "Put the value into quotes.")
                }
                return decoding.variable(entry.key.text, nil, at: entry.key.location, &seen)
            }
            guard let text = decoding.text(entry.value, allowsEmpty: true) else { return nil }
            decoding.warnOfVariables(in: entry.value)
            return decoding.variable(entry.key.text, text, at: entry.key.location, &seen)
        }
    }

    private mutating func variable(
        _ name: String, _ value: String?, at location: SourceLocation, _ seen: inout [String: SourceLocation]
    ) -> EnvironmentVariable? {
        if let first = seen[name] {
            report(
                .repeatedEntry, "\(name.excerpt) is set twice", at: location, remedy: "Remove one of the two.",
                notes: [Diagnostic.Note("the first is here", at: first)])
            return nil
        }
        seen[name] = location
        guard !name.isEmpty, !name.unicodeScalars.contains(where: { $0 == "=" || $0 == "\0" }) else {
            report(
                .badEnvironment, "\(name.excerpt) is not a variable's name", at: location, remedy: "Write NAME=VALUE.")
            return nil
        }
        guard !name.contains(where: \.isWhitespace) else {
            let plain = name.filter { !$0.isWhitespace }
            report(
                .badEnvironment, "the variable's name \(name.excerpt) holds a blank", at: location,
                remedy: "Write \(plain.isEmpty ? "NAME" : plain)=VALUE, without blanks around the =.")
            return nil
        }
        guard value?.unicodeScalars.contains("\0") != true else {
            report(
                .badEnvironment, "the value of \(name.excerpt) holds a NUL character", at: location,
                remedy: "Remove it: to the kernel a text ends there.")
            return nil
        }
        if value == nil { inherited.insert(name) }
        return (value ?? variables[name]).map { EnvironmentVariable(name, $0) }
    }

    mutating func signal(_ node: Node) -> Int32? {
        guard let text = text(node) else { return nil }
        if let number = SignalName.number(of: text) { return number }
        let near = Spelling.nearest(to: text.uppercased(), in: SignalName.names)
        report(
            .unknownWord, "\(text.excerpt) is not a signal", at: node.location,
            remedy: near.map { "Did you mean \($0)?" }
                ?? "Write a name such as SIGINT or TERM, or a number from 1 to 64.")
        return nil
    }

    /// The location of a part of a text, or of the whole where its spelling in the file is another.
    func location(in node: Node, offset: Int, length: Int = 1) -> SourceLocation {
        guard let scalar = node.scalar else { return node.location }
        let source = sources[node]
        let text = Array(scalar.text.unicodeScalars)
        let quotes = source.slice(node.span).first.map { $0 == "'" || $0 == "\"" } == true && !scalar.isPlain ? 1 : 0
        let start = node.span.lowerBound + quotes
        guard node.span.count == text.count + 2 * quotes,
            source.scalars[start..<(start + text.count)].elementsEqual(text)
        else { return node.location }
        let first = start + min(offset, max(0, text.count - 1))
        return source.location(first..<(first + length))
    }
}
