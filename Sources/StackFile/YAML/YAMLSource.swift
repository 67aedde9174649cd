internal import Diagnostics

/// A file's text by Unicode scalars, and the locations in it.
struct YAMLSource {
    /// The path as the user named it.
    let file: String
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    /// Lines end where YAML 1.1 (5.4) and libyaml's marks end them: at LF, CR LF, CR, NEL, LS and PS.
    init(_ text: String, file: String) {
        self.file = file
        // One pass: there are no more scalars than bytes.
        let scalars = [Unicode.Scalar](unsafeUninitializedCapacity: text.utf8.count) { buffer, count in
            for scalar in text.unicodeScalars {
                buffer.initializeElement(at: count, to: scalar)
                count += 1
            }
        }
        var starts = [0]
        for index in scalars.indices {
            guard Self.isBreak(scalars[index]) else { continue }
            let isFirstOfTwo = scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
            if !isFirstOfTwo { starts.append(index + 1) }
        }
        self.scalars = scalars
        self.lineStarts = starts
    }

    /// The location of a run of scalars, cut off at the end of its first line.
    func location(_ span: Range<Int>) -> SourceLocation {
        let start = visiblePosition(span.lowerBound)
        var line = lineStarts.count - 1
        var low = 0
        var high = lineStarts.count
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= start {
                line = middle
                low = middle + 1
            } else {
                high = middle
            }
        }
        var end = start
        while end < min(span.upperBound, scalars.count), !Self.isBreak(scalars[end]) { end += 1 }
        while end > start, Self.isBlank(scalars[end - 1]) { end -= 1 }
        return SourceLocation(
            file: file, line: line + 1, column: start - lineStarts[line] + 1, length: max(1, end - start))
    }

    /// The location of the `number`th (from 0) place in a span where a text begins, or `nil` where there is none.
    func location(ofOccurrence number: Int, of text: String, in span: Range<Int>, length: Int) -> SourceLocation? {
        let wanted = Array(text.unicodeScalars)
        let last = min(span.upperBound, scalars.count) - wanted.count
        var found = 0
        var index = span.lowerBound
        while index <= last {
            if scalars[index..<(index + wanted.count)].elementsEqual(wanted) {
                if found == number { return location(index..<(index + length)) }
                found += 1
                index += wanted.count
            } else {
                index += 1
            }
        }
        return nil
    }

    /// The first place behind a position where a word stands.
    func location(of word: String, from position: Int) -> SourceLocation? {
        let wanted = Array(word.unicodeScalars)
        var index = position
        while index + wanted.count <= scalars.count {
            let end = index + wanted.count
            if scalars[index] == wanted[0], scalars[index..<end].elementsEqual(wanted),
                end == scalars.count
                    || !(scalars[end].properties.isAlphabetic || scalars[end].properties.isASCIIHexDigit)
            {
                return location(index..<end)
            }
            index += 1
        }
        return nil
    }

    /// The scalars of a span, as far as there are any.
    func slice(_ span: Range<Int>) -> ArraySlice<Unicode.Scalar> {
        scalars[span.clamped(to: 0..<scalars.count)]
    }

    /// The whole text of the line of a position, without its blanks at both ends.
    func line(_ position: Int) -> (text: String, span: Range<Int>) {
        let number = lineStarts.lastIndex { $0 <= position } ?? 0
        var start = lineStarts[number]
        var end = start
        while end < scalars.count, !Self.isBreak(scalars[end]) { end += 1 }
        while start < end, Self.isBlank(scalars[start]) { start += 1 }
        while end > start, Self.isBlank(scalars[end - 1]) { end -= 1 }
        return (scalars[start..<end].reduce(into: "") { $0.unicodeScalars.append($1) }, start..<end)
    }

    /// The first line of a span, but for that which it begins in, that looks like an entry of a list (`- `).
    func entryLine(in span: Range<Int>) -> Range<Int>? {
        var isStart = false
        for index in span.clamped(to: 0..<scalars.count) {
            if Self.isBreak(scalars[index]) {
                isStart = true
            } else if isStart, !Self.isBlank(scalars[index]) {
                let isLast = index + 1 == scalars.count
                if scalars[index] == "-", isLast || Self.isBlank(scalars[index + 1]) || Self.isBreak(scalars[index + 1])
                {
                    return line(index).span
                }
                isStart = false
            }
        }
        return nil
    }

    /// By how many characters the line of a position is indented.
    func indentation(_ position: Int) -> Int {
        let number = lineStarts.lastIndex { $0 <= position } ?? 0
        return line(position).span.lowerBound - lineStarts[number]
    }

    /// The nearest line above that of a position with anything but a comment on it.
    func contentAbove(_ position: Int) -> (text: String, span: Range<Int>)? {
        guard var number = lineStarts.lastIndex(where: { $0 <= position }) else { return nil }
        while number > 0 {
            number -= 1
            let content = line(lineStarts[number])
            if !content.text.isEmpty, !content.text.hasPrefix("#") { return content }
        }
        return nil
    }

    /// The offset in scalars of an offset in bytes of UTF-8.
    func scalarOffset(ofByte offset: Int) -> Int {
        var bytes = 0
        for (index, scalar) in scalars.enumerated() {
            if bytes >= offset { return index }
            bytes += UTF8.width(scalar)
        }
        return scalars.count
    }

    /// A tab among the blanks before or after a place on its line, or at the start of that line.
    func tab(inIndentationAround position: Int) -> Int? {
        var start = min(position, scalars.count)
        while start > 0, Self.isBlank(scalars[start - 1]) { start -= 1 }
        var end = start
        while end < scalars.count, Self.isBlank(scalars[end]) {
            if scalars[end] == "\t" { return end }
            end += 1
        }
        return nil
    }

    /// The line above that of a position, without its indentation, if both are indented alike.
    func lineAbove(_ position: Int) -> (text: String, span: Range<Int>)? {
        guard let line = lineStarts.lastIndex(where: { $0 <= position }), line > 0 else { return nil }
        func content(_ number: Int) -> Range<Int> {
            var start = lineStarts[number]
            while start < scalars.count, Self.isBlank(scalars[start]) { start += 1 }
            var end = start
            while end < scalars.count, !Self.isBreak(scalars[end]) { end += 1 }
            return start..<end
        }
        let above = content(line - 1)
        guard !above.isEmpty, above.lowerBound - lineStarts[line - 1] == content(line).lowerBound - lineStarts[line]
        else { return nil }
        return (scalars[above].reduce(into: "") { $0.unicodeScalars.append($1) }, above)
    }

    /// A place after the last character is shown behind that character, since nothing stands on the lines below.
    private func visiblePosition(_ position: Int) -> Int {
        guard position >= scalars.count else { return position }
        var end = scalars.count
        while end > 0, Self.isBlank(scalars[end - 1]) || Self.isBreak(scalars[end - 1]) { end -= 1 }
        return end
    }

    static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
