internal import Diagnostics

extension Decoding {
    /// Warns of a text that looks like a variable, which only `${NAME}` is.
    mutating func warnOfVariables(in node: Node) {
        guard let text = node.scalar?.text, text.utf8.contains(where: { $0 == 0x24 || $0 == 0x7B }), isAsWritten(node)
        else { return }
        if let name = Self.braced(text) {
            report(
                .likelyVariable, "\(text.excerpt) is text here: only ${NAME} is replaced", at: node.location,
                remedy: "Write ${\(name)}.")
            return
        }
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "$", let name = Self.variable(in: scalars, at: index + 1) else {
                index += 1
                continue
            }
            let length = name.unicodeScalars.count + 1
            // A `$` may stand in any password: without such a variable only a text that is nothing else is surely one.
            if variables[name] != nil || length == scalars.count {
                report(
                    .likelyVariable, "$\(name) is text here: only ${NAME} is replaced",
                    at: location(in: node, offset: index, length: length), remedy: "Write ${\(name)}.")
            }
            index += length
        }
    }

    /// Whether no variable was replaced in it.
    private func isAsWritten(_ node: Node) -> Bool {
        let scalars = sources[node].slice(node.span)
        return !zip(scalars, scalars.dropFirst()).contains { $0 == "$" && $1 == "{" }
    }

    /// `NAME` in `{{NAME}}`, `{{ NAME }}`, `$(NAME)`.
    private static func braced(_ text: String) -> String? {
        for (start, end) in [("{{", "}}"), ("$(", ")")] where text.hasPrefix(start) && text.hasSuffix(end) {
            let name = text.dropFirst(start.count).dropLast(end.count).filter { $0 != " " }
            if let whole = variable(in: Array(name.unicodeScalars), at: 0), whole == name { return name }
        }
        return nil
    }

    /// The name of a variable as they are written, in capital letters.
    static func variable(in scalars: [Unicode.Scalar], at start: Int) -> String? {
        var name = ""
        for scalar in scalars[min(start, scalars.count)...] {
            guard !("a"..."z").contains(scalar), Interpolator.isNamePart(scalar, first: name.isEmpty) else { break }
            name.unicodeScalars.append(scalar)
        }
        return name.unicodeScalars.count > 1 ? name : nil
    }

    /// Warns of a text that is to be equal or contained, and looks like a regular expression.
    mutating func warnOfPattern(_ text: String, at location: SourceLocation) {
        guard text.utf8.contains(where: { $0 == 0x24 || $0 == 0x2A || $0 == 0x5C }) else { return }
        let isAnchored = text.hasPrefix("^") && text.hasSuffix("$") && text.utf8.count > 2
        guard isAnchored || text.contains(".*") || text.contains("\\d") else { return }
        report(
            .likelyPattern, "\(text.excerpt) is compared as text, not as a regular expression", at: location,
            remedy: "For a regular expression write {matches: '\(text)'}.")
    }

    /// Where a comment stands that was likely meant as the value: `colour: #fff`.
    func comment(insteadOf node: Node) -> SourceLocation? {
        guard node.isLeftEmpty else { return nil }
        let source = sources[node]
        var start = node.span.lowerBound
        while start < source.scalars.count, source.scalars[start] == " " || source.scalars[start] == ":" { start += 1 }
        // A comment for people begins with a blank.
        guard start + 1 < source.scalars.count, source.scalars[start] == "#",
            !source.scalars[start + 1].properties.isWhitespace, source.scalars[start + 1] != "#"
        else { return nil }
        return source.location(
            start..<(source.scalars[start...].firstIndex { $0 == "\n" || $0 == "\r" } ?? source.scalars.count))
    }
}
