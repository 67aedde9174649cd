internal import Diagnostics

extension YAMLProblem {
    /// `{$[*].year: 2021}`: in braces the bracket of a path begins a list.
    func unquotedPath(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        let line = source.line(offset)
        let paths = line.text.matches(of: #/[{,] *(\$[\w.-]*\[[^\[\]]*\](?:\.[\w*-]+|\[[^\[\]]*\])*)/#)
        guard
            let path = paths.map({ $0.output.1 }).last(where: {
                line.span.lowerBound + line.text[..<$0.startIndex].unicodeScalars.count <= offset
            })
        else { return nil }
        let start = line.span.lowerBound + line.text[..<path.startIndex].unicodeScalars.count
        let quote = path.contains("\"") ? "'" : "\""
        return Diagnostic(
            .badYAML, "YAML takes the [ of \(String(path).excerpt) for its own in brackets and braces",
            at: source.location(start..<(start + path.unicodeScalars.count)),
            remedy: "Put the path into quotes: \(quote)\(path)\(quote).")
    }

    /// A key of its own line where a bracket of a line above is still open.
    func openBracket(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("did not find expected ',' or"), contextPosition < source.scalars.count,
            let above = source.contentAbove(offset), contextPosition < source.line(offset).span.lowerBound
        else { return nil }
        let line = source.line(offset)
        guard let match = line.text.prefixMatch(of: #/[A-Za-z_][\w.-]*:(?= |$)/#),
            offset < line.span.lowerBound + line.text[match.range].unicodeScalars.count
        else { return nil }
        let bracket = source.scalars[contextPosition]
        let isList = bracket == "["
        let opening = source.location(contextPosition..<(contextPosition + 1))
        if !isList, source.line(contextPosition).span.upperBound == contextPosition + 1 {
            let end = source.location((above.span.upperBound - 1)..<above.span.upperBound)
            return Diagnostic(
                .badYAML, "a comma was expected before this key", at: source.location(line.span),
                remedy: "Put a comma at the end of line \(end.line).",
                notes: [Diagnostic.Note("the map begins here", at: opening)])
        }
        return Diagnostic(
            .badYAML, "this \(isList ? "list" : "map") is not closed", at: opening,
            remedy: "Close it with \(isList ? "]" : "}").")
    }
}
