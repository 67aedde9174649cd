internal import Diagnostics

/// The reading of a `.env` file, by Compose's rules: `NAME=VALUE` a line, `#` for comments, quotes over several lines.
///
/// As in the stack file only `${` begins a variable; it stands for one of the environment, or for one set above it.
struct EnvironmentFileReading {
    private let source: YAMLSource
    private let environment: [String: String]
    private var position = 0
    private var places: [String: SourceLocation] = [:]
    /// How many bytes of values others have taken over.
    private var expandedBytes = 0
    /// What holds no part of a value: names with their signs, comments, blanks between lines.
    private var shownSpans: [Range<Int>] = []
    /// Whether a quote does not close where it should: all that follows may be a part of its value.
    private var isUnclear = false
    private(set) var variables: [String: String] = [:]
    private(set) var mistakes: [Diagnostic] = []

    /// What all values together may take over: each line that names the one above it twice doubles a value.
    static let largestExpansion = TreeLimits.expansion

    /// - Parameter path: As it is to stand in the locations of mistakes.
    init(_ text: String, path: String, environment: [String: String]) {
        // As `SourceText` has it: a byte-order mark has no column.
        source = YAMLSource(
            text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text, file: path)
        self.environment = environment
        while position < source.scalars.count {
            let start = position
            skipBlanks(andLines: true)
            if current == "#" {
                skipLine()
                show(start..<position)
            } else if current != nil {
                show(start..<position)
                assignment()
            }
        }
    }

    private mutating func show(_ span: Range<Int>) {
        if !isUnclear { shownSpans.append(span) }
    }

    /// The file as it may stand beside a mistake: of the same lines, but with `*` for what may be a secret.
    var shownText: String {
        var text = String.UnicodeScalarView()
        var end = 0
        for span in shownSpans + [source.scalars.count..<source.scalars.count] {
            for scalar in source.scalars[end..<span.lowerBound] {
                text.append(YAMLSource.isBreak(scalar) ? scalar : "*")
            }
            text.append(contentsOf: source.scalars[span])
            end = span.upperBound
        }
        return String(text)
    }

    private var current: Unicode.Scalar? { position < source.scalars.count ? source.scalars[position] : nil }

    private var isAtLineEnd: Bool { current.map(Self.isBreak) ?? true }

    /// What YAML counts as further line breaks are characters of a value to every other reader of `.env`.
    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    private mutating func skipLine() {
        while !isAtLineEnd { position += 1 }
    }

    private mutating func skipBlanks(andLines: Bool = false) {
        while let scalar = current, scalar == " " || scalar == "\t" || (andLines && Self.isBreak(scalar)) {
            position += 1
        }
    }

    private mutating func assignment() {
        let start = position
        skipWord("export")
        let nameStart = position
        while !isAtLineEnd, current != "=" { position += 1 }
        guard let name = name(in: nameStart..<position), current == "=" else {
            let sign = current == "=" ? position : nil
            skipLine()
            report(
                "this is not NAME=VALUE", start..<position,
                remedy: sign.map { isOfSeveralWords(nameStart..<$0) } == true
                    ? "A name holds no blanks: write NAME=VALUE, or begin a comment with #."
                    : "Write NAME=VALUE, or begin a comment with #.")
            return
        }
        position += 1
        show(start..<position)
        skipBlanks()
        let valueStart = position
        guard let written = value() else { return }
        if written.text.unicodeScalars.contains("\0") {
            report(
                "the value of \(name) holds a NUL character", valueStart..<position,
                remedy: "Remove it: to the kernel a text ends there.")
            return
        }
        let place = source.location(nameStart..<(nameStart + name.unicodeScalars.count))
        if let first = places.updateValue(place, forKey: name) {
            tell(
                Diagnostic(
                    .repeatedVariable, "\(name) is set twice, and this is the value that counts", at: place,
                    remedy: "Remove one of the two.", notes: [Diagnostic.Note("the first is here", at: first)]))
        }
        variables[name] =
            written.isLiteral ? written.text : expanded(written.text, of: name, at: place, from: valueStart)
    }

    /// What stands before a `=`, blanks at its end left out; `nil` of what is no variable's name.
    private func name(in span: Range<Int>) -> String? {
        guard let last = source.scalars[span].lastIndex(where: { $0 != " " && $0 != "\t" }) else { return nil }
        let name = span.lowerBound..<(last + 1)
        return source.scalars[name].enumerated().allSatisfy { Interpolator.isNamePart($1, first: $0 == 0) }
            ? text(name) : nil
    }

    private func isOfSeveralWords(_ span: Range<Int>) -> Bool {
        let words = source.scalars[span].split { $0 == " " || $0 == "\t" }
        return words.count > 1 && words.joined().enumerated().allSatisfy { Interpolator.isNamePart($1, first: $0 == 0) }
    }

    private mutating func skipWord(_ word: String) {
        let end = position + word.unicodeScalars.count
        guard end < source.scalars.count, text(position..<end) == word, [" ", "\t"].contains(source.scalars[end])
        else { return }
        position = end
        skipBlanks()
    }

    /// The value up to the end of its line, or to its closing quote; `nil` after a mistake.
    private mutating func value() -> (text: String, isLiteral: Bool)? {
        guard let quote = current, quote == "'" || quote == "\"" else {
            let start = position
            while !isAtLineEnd {
                if current == "#", position > start, [" ", "\t"].contains(source.scalars[position - 1]) { break }
                position += 1
            }
            var end = position
            while end > start, [" ", "\t"].contains(source.scalars[end - 1]) { end -= 1 }
            skipLine()
            return (text(start..<end), false)
        }
        let start = position
        position += 1
        var value = String.UnicodeScalarView()
        while let scalar = current, scalar != quote {
            position += 1
            if scalar == "\\", quote == "\"" { escape(into: &value) } else { value.append(scalar) }
        }
        guard current != nil else {
            position = start
            skipLine()
            report(
                "this quote is not closed", start..<(start + 1),
                remedy: "Close it, or put the value into other quotes; what stands below may belong to it.")
            isUnclear = true
            return nil
        }
        position += 1
        skipBlanks()
        if !isAtLineEnd, current != "#" {
            let rest = position
            skipLine()
            report(
                "something follows the value's closing quote", rest..<position,
                remedy: "Put all of the value into quotes, or begin a comment with #.")
            isUnclear = true
            return nil
        }
        skipLine()
        return (String(value), quote == "'")
    }

    private mutating func escape(into value: inout String.UnicodeScalarView) {
        guard let scalar = current else { return }
        position += 1
        switch scalar {
        case "n": value.append("\n")
        case "r": value.append("\r")
        case "t": value.append("\t")
        case "\"", "\\": value.append(scalar)
        // The literal `${` of an escaped dollar sign.
        case "$": value.append(contentsOf: (current == "{" ? "$$" : "$").unicodeScalars)
        default: value.append(contentsOf: ["\\", scalar])
        }
    }

    private mutating func expanded(
        _ text: String, of name: String, at namePlace: SourceLocation, from start: Int
    ) -> String {
        let known = Variables(environment: environment, file: variables)
        let before = expandedBytes
        var bytes = before
        let (result, problems) = Interpolator { name in
            let value = known[name]
            bytes += value?.utf8.count ?? 0
            return bytes > Self.largestExpansion ? "" : value
        }.expand(text)
        expandedBytes = bytes
        if bytes > Self.largestExpansion {
            if before <= Self.largestExpansion {
                tell(
                    Diagnostic(
                        .badEnvironmentFile,
                        "with \(name), the variables in values expand to more than \(Self.largestExpansion >> 20) MiB",
                        at: namePlace, remedy: "Name fewer variables in its value, or write shorter values."))
            }
            return ""
        }
        for problem in problems {
            let span = start..<position
            let place = source.location(ofOccurrence: problem.occurrence, of: "${", in: span, length: problem.length)
            tell(problem.diagnostic(at: place ?? source.location(span), variables: known))
        }
        return result
    }

    private func text(_ span: Range<Int>) -> String {
        source.scalars[span].reduce(into: "") { $0.unicodeScalars.append($1) }
    }

    private mutating func report(_ message: String, _ span: Range<Int>, remedy: String) {
        tell(Diagnostic(.badEnvironmentFile, message, at: source.location(span), remedy: remedy))
    }

    /// What seems wrong behind an open quote may be the rest of its value.
    private mutating func tell(_ mistake: Diagnostic) {
        if !isUnclear { mistakes.append(mistake) }
    }
}
