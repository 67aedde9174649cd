import Diagnostics
import Glibc
import StackModel

@testable import StackFile

/// The stack file's reader, from bytes to a stack or to mistakes as they are shown.
///
/// An input may have a part behind a line `===== .env`, as golden pairs have: that file's bytes. The working directory is the
/// stack's folder.
struct StackFileFuzzing: FuzzedReader {
    static let name = "stackfile"

    static let dictionary: [String] = {
        let words = Language.tables.flatMap { table in table.words.flatMap { [$0.name + ":"] + $0.alsoCalled } }
        return words + [
            ": ", "- ", "\n  ", "\n", "[", "]", "{", "}", ", ", "'", "\"", "# ", "&a ", "*a", "<<: *a", "!!str ",
            "!!int ",
            "|\n", ">-\n", "? ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\r\n", "\u{85}", "\u{2028}", "\u{FEFF}", "🐦",
            "${PORT}", "${", "}", "$${", "${X:-y}", "${X:?z}", "~", "null", "yes", "no", "022", "0x1F", "1:30", "1e3",
            ".inf", "::1", "\"::1\"", "127.0.0.1", "localhost", "*.app.test", "app.test", "https://localhost:1443/",
            "http://[::1]:80/?a=b#c", "$[*].year", "$['a'][-1]", "2xx", "untrusted_issuer", "SIGTERM", "1m30s", "30d",
            "site", "data/birds.csv", "ca.pem", "../", "~/", "@", "`", "\0", "\n===== .env\n", "export A='b'\n",
        ]
    }()

    private let folder: String
    private let reader = StackFileReader(
        environment: ["HOME": "/home/bird", "PORT": "8000", "EMPTY": "", "SECRET": "s3cret-of-birds"])

    init() {
        guard let path = realpath(".", nil) else { fatalError("realpath failed with \(errno)") }
        defer { free(path) }
        folder = String(cString: path)
    }

    func read(_ bytes: [UInt8]) {
        let parts = Self.parts(of: bytes)
        placeEnvironmentFile(parts.environment)
        var collector = DiagnosticCollector()
        let stack = reader.read(
            bytes: parts.file, path: "devstack.yaml", directory: folder, collector: &collector)
        require((stack == nil) == collector.hasErrors, "a stack and errors, or neither")
        var sources = ["devstack.yaml": SourceText(String(decoding: parts.file, as: UTF8.self))]
        sources[".env"] = parts.environment.map { SourceText(String(decoding: $0, as: UTF8.self)) }
        for diagnostic in collector.diagnostics { check(diagnostic, sources) }
        for style in [Style.plain, .ansi] {
            let text = DiagnosticRenderer(style: style, sources: sources).render(collector.diagnostics)
            require(text.isEmpty == collector.diagnostics.isEmpty, "nothing is shown of a mistake")
            let isSafe = text.unicodeScalars.allSatisfy {
                !PrintableText.isUnsafe($0) || $0 == "\n" || (style.usesColour && $0 == "\u{1B}")
            }
            require(isSafe, "a control character is shown: \(text)")
        }
    }

    private func check(_ diagnostic: Diagnostic, _ sources: [String: SourceText]) {
        require(!diagnostic.message.isEmpty, "a mistake without words")
        if diagnostic.location == nil { require(false, "a mistake without a place: \(diagnostic.message)") }
        for case let location? in [diagnostic.location] + diagnostic.notes.map(\.location) {
            guard let source = sources[location.file] else {
                require(false, "a mistake in another file: \(location)")
                return
            }
            guard let line = source.line(location.line) else {
                require(false, "a mistake on a line that is not there: \(location) \(diagnostic.message)")
                return
            }
            // One past the end is where something is missing.
            let length = line.unicodeScalars.count
            require(
                (1...length + 1).contains(location.column) && location.length >= 1
                    && location.column + location.length - 1 <= max(length, location.column),
                "a mistake beyond its line: \(location) of length \(location.length) in \(length), \(diagnostic.message)"
            )
        }
    }

    private func placeEnvironmentFile(_ bytes: ArraySlice<UInt8>?) {
        guard let bytes else {
            unlink(".env")
            return
        }
        guard let file = fopen(".env", "w") else { fatalError("fopen failed with \(errno)") }
        defer { fclose(file) }
        require(Array(bytes).withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) } == bytes.count, "disk full")
    }

    private static func parts(of bytes: [UInt8]) -> (file: [UInt8], environment: ArraySlice<UInt8>?) {
        let divider = Array("\n===== .env\n".utf8)
        guard let found = bytes.firstRange(of: divider) else { return (bytes, nil) }
        return (Array(bytes[...found.lowerBound]), bytes[found.upperBound...])
    }
}
