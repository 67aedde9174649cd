package import StackModel

/// A line of a log as a JSON object: `{"time": ..., "service": ..., "stream": ..., "line": ...}`.
package enum LogObject {
    /// Appends it with its line break. Bytes that are not UTF-8 become U+FFFD; of a part of a very long line
    /// `"continues": true` says that it goes on.
    package static func append(_ line: LogLine, of service: String, to text: inout [UInt8]) {
        text += "{\"time\":\"".utf8
        text += line.time.bytes
        text += "\",\"service\":".utf8
        JSONValue.write(service, to: &text)
        text += ",\"stream\":\"".utf8
        text += line.stream.rawValue.utf8
        text += "\",\"line\":".utf8
        append(String(decoding: line.bytes, as: UTF8.self), to: &text)
        text += line.continues ? ",\"continues\":true}\n".utf8 : "}\n".utf8
    }

    /// JSON leaves U+0080 to U+009F as they are, which some terminals take for the beginnings of control sequences.
    private static func append(_ line: String, to text: inout [UInt8]) {
        let start = text.count
        JSONValue.write(line, to: &text)
        guard line.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) }) else { return }
        let written = String(decoding: text[start...], as: UTF8.self)
        text.removeSubrange(start...)
        for scalar in written.unicodeScalars {
            if (0x80...0x9F).contains(scalar.value) {
                text += "\\u00\(String(scalar.value, radix: 16))".utf8
            } else {
                text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }
}
