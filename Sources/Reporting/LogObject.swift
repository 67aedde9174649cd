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
        JSONValue.write(String(decoding: line.bytes, as: UTF8.self), to: &text)
        text += line.continues ? ",\"continues\":true}\n".utf8 : "}\n".utf8
    }
}
