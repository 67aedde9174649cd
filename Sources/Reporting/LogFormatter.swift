package import Diagnostics

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
        let prefix = prefixes.indices.contains(service) ? prefixes[service] : "| "
        return prefix + LogText.of(bytes, keepsColour: style.usesColour)
    }

    /// Appends the same as UTF-8, with its line break.
    package func append(_ bytes: [UInt8], of service: Int, to text: inout [UInt8]) {
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            text += prefixes.indices.contains(service) ? prefixes[service].utf8 : "| ".utf8
            text += bytes
        } else {
            text += line(bytes, of: service).utf8
        }
        text.append(UInt8(ascii: "\n"))
    }
}
