internal import Diagnostics

/// What people write that YAML reads otherwise, each with what to write instead.
extension YAMLProblem {
    func habit(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        let readings: [(Int, YAMLSource) -> Diagnostic?] = [
            unquotedAddress, unquotedVariable, unquotedPath, unquotedSign, unquotedSignt, hiddenByComment, openBracket,
            missingSpace,
            missingColon,
            unknownDirective, deeperLine, indentedFirstLine, afterBraces, strayEntry, closedInside, closedEarly,
            foreignBlank,
        ]
        for reading in readings {
            if let diagnostic = reading(offset, source) { return diagnostic }
        }
        return nil
    }

    private static let keyAndValue = "Write `key: value`; put a text of several lines into quotes, or behind |."

    /// `[localhost, ::1]`: in brackets and braces YAML takes a leading colon for its own.
    private func unquotedAddress(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        let start =
            offset > 0 && offset < source.scalars.count && source.scalars[offset - 1] == ":" ? offset - 1 : offset
        let text = source.scalars[min(start, source.scalars.count)...].prefix { scalar in
            scalar == ":" || scalar == "." || (scalar.isASCII && scalar.properties.isHexDigit)
        }
        guard text.count >= 2, text.prefix(2).allSatisfy({ $0 == ":" }) else { return nil }
        let address = text.reduce(into: "") { $0.unicodeScalars.append($1) }
        return Diagnostic(
            .ambiguousValue, "YAML takes the colons of \(address.excerpt) for its own in brackets and braces",
            at: source.location(start..<(start + text.count)), remedy: "Put it into quotes: \"\(address)\".")
    }

    /// `{port: ${PORT}}`: in brackets and braces the variable's own brace begins a map.
    private func unquotedVariable(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard offset > 0, offset < source.scalars.count, source.scalars[offset] == "{",
            source.scalars[offset - 1] == "$"
        else { return nil }
        let end = source.scalars[offset...].firstIndex { $0 == "}" || $0 == "\n" } ?? offset
        let value = Self.wholeValue(around: offset, in: source)
        let text = value.contains("}") ? value : "${NAME}"
        return Diagnostic(
            .badYAML, "YAML takes the { of a ${ for its own in brackets and braces",
            at: source.location((offset - 1)..<(end + 1)), remedy: "Put the value into quotes: \"\(text)\".")
    }

    /// The value in brackets or braces that a variable is a part of.
    private static func wholeValue(around offset: Int, in source: YAMLSource) -> String {
        let line = source.line(offset).span
        let start =
            source.scalars[line.lowerBound..<offset].lastIndex { [",", "[", "{"].contains($0) } ?? line.lowerBound - 1
        let close = source.scalars[offset..<line.upperBound].firstIndex(of: "}") ?? line.upperBound - 1
        let end = source.scalars[(close + 1)..<line.upperBound].firstIndex { [",", "]", "}"].contains($0) }
        var text = String(String.UnicodeScalarView(source.scalars[(start + 1)..<(end ?? line.upperBound)]))[...]
        if let colon = text.firstRange(of: ": ") { text = text[colon.upperBound...] }
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// A line that holds no key makes one text with the next line, and libyaml complains only there.
    private func missingColon(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("mapping values are not allowed") else { return nil }
        if let parent = source.contentAbove(offset), parent.text.wholeMatch(of: #/[A-Za-z_][\w.-]*/#) != nil,
            source.indentation(parent.span.lowerBound) < source.indentation(offset)
        {
            return Diagnostic(
                .badYAML, "\(parent.text.excerpt) has no colon", at: source.location(parent.span),
                remedy: "Write `\(parent.text):`.")
        }
        guard let line = source.lineAbove(offset), !line.text.contains(":"), !line.text.hasPrefix("- ")
        else { return nil }
        return Diagnostic(
            .badYAML, "\(line.text.excerpt) has no colon", at: source.location(line.span), remedy: Self.keyAndValue)
    }

    /// `[*.app.test]`: a star begins an alias, and an ampersand an anchor.
    private func unquotedSign(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("did not find expected alphabetic or numeric"), contextPosition < source.scalars.count,
            ["*", "&"].contains(source.scalars[contextPosition])
        else { return nil }
        let sign = source.scalars[contextPosition]
        let text = Self.value(at: contextPosition, in: source)
        return Diagnostic(
            .badAlias,
            "\(text.excerpt) begins with \(sign), which is \(sign == "*" ? "an alias" : "an anchor") to YAML",
            at: source.location(contextPosition..<(contextPosition + text.unicodeScalars.count)),
            remedy: "Put it into quotes: \"\(text)\".")
    }

    /// `@x`, `%x` and `` `x` ``.
    private func unquotedSignt(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("found character that cannot start any token"), offset < source.scalars.count,
            ["@", "`", "%"].contains(source.scalars[offset])
        else { return nil }
        let text = Self.value(at: offset, in: source)
        return Diagnostic(
            .badYAML, "no value can begin with \(source.scalars[offset])",
            at: source.location(offset..<(offset + text.unicodeScalars.count)),
            remedy: "Put it into quotes: \(text.contains("\"") ? "'\(text)'" : "\"\(text)\"").")
    }

    /// `%FOO` at a line's start.
    private func unknownDirective(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        let isUnknown = problem.hasPrefix("found unknown directive name")
        guard isUnknown || problem.hasPrefix("found incompatible YAML document") else { return nil }
        return Diagnostic(
            .badYAML,
            isUnknown ? "a line that begins with % is for YAML's own directives" : "this version of YAML is unknown",
            at: source.location(source.line(offset).span),
            remedy: "Remove the line" + (isUnknown ? ", or put the text into quotes." : "."))
    }

    /// An entry of a list that is indented unlike those above it.
    private func strayEntry(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("did not find expected key"), source.line(offset).text.hasPrefix("- "),
            source.line(offset).span.lowerBound == offset
        else { return nil }
        return Diagnostic(
            .badYAML, "this entry is not indented like those of the list above",
            at: source.location(offset..<(offset + 1)),
            remedy: "Indent all entries of one list by the same number of spaces.")
    }

    /// Something behind a document that is a map in braces.
    private func afterBraces(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("did not find expected <document start>"), let above = source.contentAbove(offset),
            above.text.hasSuffix("}") || above.text.hasSuffix("]"), source.indentation(above.span.lowerBound) == 0
        else { return nil }
        return Diagnostic(
            .badYAML, "all of the file is in the brackets that end above, and nothing can follow them",
            at: source.location(source.line(offset).span),
            remedy: "Move this into them, or write the file without them.",
            notes: [
                Diagnostic.Note(
                    "they end here", at: source.location((above.span.upperBound - 1)..<above.span.upperBound))
            ])
    }

    /// A value from its first character on, as far as it was likely meant.
    private static func value(at start: Int, in source: YAMLSource) -> String {
        var text = ""
        var previous: Unicode.Scalar = " "
        for scalar in source.scalars[start...] {
            if scalar == "\n" || scalar == "\r" || scalar == "," || scalar == "]" || scalar == "}" { break }
            if scalar == "#", previous == " " { break }
            text.unicodeScalars.append(scalar)
            previous = scalar
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// `{colour: #fff}`: the comment hides the brace too.
    private func hiddenByComment(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        let line: (text: String, span: Range<Int>)
        if problem.hasPrefix("did not find expected ','") {
            line = source.line(contextPosition)
        } else if problem.hasPrefix("did not find expected node content"), let above = source.contentAbove(offset) {
            line = above
        } else {
            return nil
        }
        let scalars = source.scalars[line.span]
        guard let open = scalars.firstIndex(where: { $0 == "{" || $0 == "[" }),
            let start = scalars.indices.first(where: { $0 > open && scalars[$0] == "#" && scalars[$0 - 1] == " " }),
            scalars[start...].contains(where: { $0 == "}" || $0 == "]" })
        else { return nil }
        return Diagnostic(
            .badYAML, "# begins a comment here, and hides the rest of the line",
            at: source.location(start..<line.span.upperBound),
            remedy: "Put a text that holds \" #\", or begins with #, into quotes.",
            notes: [Diagnostic.Note("what is not closed begins here", at: source.location(open..<(open + 1)))])
    }

    /// `port:8000` on a line of its own.
    private func missingSpace(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("could not find expected ':'"), contextPosition < source.scalars.count else {
            return nil
        }
        let line = source.line(contextPosition)
        guard let (key, value) = Decoding.unspacedEntry(line.text) else {
            guard !line.text.contains(":") else { return nil }
            return Diagnostic(
                .badYAML, "\(line.text.excerpt) has no colon", at: source.location(line.span), remedy: Self.keyAndValue)
        }
        return Diagnostic(
            .badYAML, "\(line.text.excerpt) is a text: a colon needs a space behind it",
            at: source.location(line.span), remedy: "Write \(key): \(value).")
    }

    /// A key that is indented more than the one above it, which has its value already.
    private func deeperLine(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("mapping values are not allowed"), let above = source.contentAbove(offset),
            above.text.contains(": "), !above.text.hasPrefix("- "),
            source.indentation(offset) > source.indentation(above.span.lowerBound)
        else { return nil }
        let line = source.line(offset)
        guard let colon = line.text.firstIndex(of: ":"),
            line.span.lowerBound + line.text[..<colon].unicodeScalars.count == offset
        else { return nil }
        return Diagnostic(
            .badYAML, "this line is indented more than the one above it, which has its value already",
            at: source.location(line.span.lowerBound..<offset),
            remedy: "Indent it like the line above, by \(source.indentation(above.span.lowerBound)) spaces.",
            notes: [Diagnostic.Note("the line above is this", at: source.location(above.span))])
    }

    /// Top-level keys of which only the first is indented.
    private func indentedFirstLine(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("did not find expected <document start>"), source.indentation(offset) == 0,
            let above = source.contentAbove(offset), source.indentation(above.span.lowerBound) > 0
        else { return nil }
        return Diagnostic(
            .badYAML, "this line is indented less than the file's first", at: source.location(source.line(offset).span),
            remedy: "Begin every top-level key at the line's start.")
    }

    /// `"0.0.0.0",` and `"python3" app.py`.
    private func closedInside(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("did not find expected key"), offset < source.scalars.count else { return nil }
        let line = source.line(offset)
        guard line.span.lowerBound < offset else { return nil }
        let before = source.slice(line.span.lowerBound..<offset)
        guard let end = before.lastIndex(where: { $0 != " " }), ["'", "\""].contains(source.scalars[end]) else {
            return nil
        }
        let message = "the quoted text ends here, and something follows it"
        if source.scalars[offset] == ",", line.span.upperBound == offset + 1 {
            return Diagnostic(
                .badYAML, message, at: source.location(offset..<(offset + 1)), remedy: "Remove the comma.")
        }
        guard end + 1 < offset else { return nil }
        let start = before.firstIndex(of: source.scalars[end]) ?? end
        let text = Self.value(at: start, in: source)
        let other = source.scalars[end] == "'" ? "\"" : "'"
        let isPlain = !text.contains(other) && !text.contains("\\")
        return Diagnostic(
            .badYAML, message, at: source.location(end..<(end + 1)),
            remedy: "Put the whole text into quotes" + (isPlain ? ": \(other)\(text)\(other)." : "."))
    }

    /// `'it's'`: something follows the quote that closes a text.
    private func closedEarly(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard problem.hasPrefix("did not find expected"), offset > 0, offset < source.scalars.count,
            ["'", "\""].contains(source.scalars[offset - 1]), source.line(offset).span.lowerBound < offset
        else { return nil }
        let quote = source.scalars[offset - 1]
        return Diagnostic(
            .badYAML, "the quoted text ends here, and something follows it",
            at: source.location((offset - 1)..<offset),
            remedy: quote == "'"
                ? "Write '' for a ' within single quotes, or use double quotes."
                : "Write \\\" for a \" within double quotes, or use single quotes.")
    }

    /// A blank that looks like a space, from a web page or a word processor.
    private func foreignBlank(at offset: Int, in source: YAMLSource) -> Diagnostic? {
        guard offset < source.scalars.count, source.scalars[offset].properties.generalCategory == .spaceSeparator,
            source.scalars[offset] != " "
        else { return nil }
        let code = String(source.scalars[offset].value, radix: 16, uppercase: true)
        return Diagnostic(
            .badYAML,
            "the blank U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) stands where YAML takes only spaces",
            at: source.location(offset..<(offset + 1)), remedy: "Write a space.")
    }
}
