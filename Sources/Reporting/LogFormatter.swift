package import Diagnostics
package import StackModel

/// What services say, as lines that show which service says it.
package struct LogFormatter: Sendable {
    private let style: Style
    private let prefixes: [String]

    /// - Parameter services: their names in the order of the stack file, which gives each its colour.
    package init(services: [String], style: Style) {
        self.style = style
        let width = services.map { DisplayWidth.of($0) }.max() ?? 0
        prefixes = services.enumerated().map { index, name in
            style.paint("\(DisplayWidth.pad(name, to: width)) |", .service(index)) + " "
        }
    }

    /// `name | text`, without a line break.
    ///
    /// - Parameters:
    ///   - bytes: a line as the service wrote it, without its line feed.
    ///   - service: the service's place among the names.
    package func line(_ bytes: [UInt8], of service: Int) -> String {
        prefix(of: service) + LogText.of(bytes, keepsColour: style.usesColour)
    }

    /// Appends the same as UTF-8, with its line break.
    package func append(_ bytes: [UInt8], of service: Int, to text: inout [UInt8]) {
        text += prefix(of: service).utf8
        append(bytes, to: &text)
    }

    /// Appends a line of a log: `name | text`, or `name | 2026-11-23T19:24:03.123456Z text`; devstack's own words are faint.
    package func append(_ line: LogLine, showsTime: Bool, to text: inout [UInt8]) {
        text += prefix(of: line.service).utf8
        if showsTime {
            text += style.paint(line.time.text, .faint).utf8
            text.append(UInt8(ascii: " "))
        }
        if line.stream == .devstack {
            text += style.paint(LogText.of(line.bytes, keepsColour: false), .faint).utf8
            text.append(UInt8(ascii: "\n"))
        } else {
            append(line.bytes, to: &text)
        }
    }

    private func prefix(of service: Int) -> String {
        prefixes.indices.contains(service) ? prefixes[service] : "| "
    }

    private func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            text += bytes
        } else {
            text += LogText.of(bytes, keepsColour: style.usesColour).utf8
        }
        text.append(UInt8(ascii: "\n"))
    }
}
