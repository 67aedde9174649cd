import StackModel

@testable import StackFile

/// The values of a stack file that have a syntax of their own: URLs, host names, commands, durations, variables.
struct ValueFuzzing: FuzzedReader {
    static let name = "values"

    static let dictionary = [
        "http://", "https://", "localhost", "[::1]", ":80", "/", "?a=b", "%20", "*.", ".test", "xn--", "127.0.0.1", "'",
        "\"",
        "\\", " ", "1m30s", "200ms", "30d", "1.5h", "${", "}", ":-", ":?", "$${", "$", "ü", "\0",
    ]

    init() {}

    func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let url = try? RequestURL(parsing: text) {
            require(url.port > 0 && url.target.hasPrefix("/"), "a URL without a port or path")
            require(url.target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a request line of other characters")
        }
        if let name = try? HostName(parsing: text) {
            let again = try? HostName(parsing: name.description)
            require(again == name, "\(name) is not itself when it is read again")
        }
        if let words = try? CommandWords.split(text) {
            let length = text.unicodeScalars.count
            require(words.allSatisfy { $0.offset < length }, "a word begins behind the text")
        }
        if let duration = try? DurationText.parse(text) { require(duration >= .zero, "a duration is negative") }
        let (expanded, problems) = Interpolator { $0 == "A" ? "a" : nil }.expand(text)
        require(text.contains("${") || expanded == text, "a text without variables is changed")
        require(problems.allSatisfy { $0.length >= 1 }, "a mistake without a length")
    }
}
