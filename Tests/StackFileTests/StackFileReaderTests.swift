import Diagnostics
import Glibc
import StackModel
import Testing

@testable import StackFile

/// The file itself: what can be wrong with it before a line of it is read.
@Suite struct StackFileReaderTests {
    private static let good = "services:\n  site: {files: site, port: 1443}\n"

    private func read(_ bytes: [UInt8]) throws -> (stack: Stack?, diagnostics: [Diagnostic], sources: [String: String])
    {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write(bytes, to: "devstack.yaml")
        return read(folder.path + "/devstack.yaml")
    }

    private func read(_ path: String) -> (stack: Stack?, diagnostics: [Diagnostic], sources: [String: String]) {
        var collector = DiagnosticCollector()
        var sources: [String: String] = [:]
        let stack = StackFileReader(environment: [:]).read(path: path, collector: &collector, sources: &sources)
        return (stack, collector.diagnostics, sources)
    }

    @Test func aFileIsReadAndItsPathsAreAbsolute() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write(Self.good, to: "devstack.yaml")
        let path = folder.path + "/site/../devstack.yaml"
        let (stack, diagnostics, sources) = read(path)
        #expect(diagnostics.isEmpty)
        #expect(stack?.file == folder.path + "/devstack.yaml")
        #expect(stack?.directory == folder.path)
        #expect(stack?.services.first?.kind == .files(FileSite(root: folder.path + "/site")))
        #expect(stack?.services.first?.location.file == path)
        #expect(sources == [path: Self.good])
    }

    @Test func aByteOrderMarkHasNoColumn() throws {
        let (stack, diagnostics, _) = try read([0xEF, 0xBB, 0xBF] + Array(Self.good.utf8))
        #expect(stack != nil)
        #expect(diagnostics.isEmpty)
        let bad = try read([0xEF, 0xBB, 0xBF] + Array("nmae: x\n".utf8) + Array(Self.good.utf8))
        #expect(bad.diagnostics.first?.location?.column == 1)
        #expect(bad.sources.values.first?.hasPrefix("nmae") == true)
    }

    @Test func lineBreaksMayBeThoseOfWindows() throws {
        let text = (Self.good + "nmae: x\n").split(separator: "\n").joined(separator: "\r\n")
        let (_, diagnostics, _) = try read(Array(text.utf8))
        #expect(diagnostics.map(\.location?.line) == [3])
        #expect(diagnostics.map(\.location?.length) == [4])
    }

    @Test func bytesThatAreNotUTF8HaveAPlace() throws {
        let (stack, diagnostics, _) = try read(Array("name: x\nservices: grü".utf8) + [0xFF, 0x0A])
        #expect(stack == nil)
        #expect(diagnostics.map(\.code) == [MistakeCode.notUTF8.rawValue])
        #expect(diagnostics.first?.location?.line == 2)
        #expect(diagnostics.first?.location?.column == 14)
        #expect(diagnostics.first?.message == "the byte 0xFF is not UTF-8")
    }

    @Test func aByteThatIsNotUTF8IsCountedInTheSameLinesAsAllElse() throws {
        let (_, diagnostics, _) = try read(Array("a: b\rc: \u{85}d\u{2028}é".utf8) + [0xFF])
        #expect(diagnostics.map(\.location?.line) == [4])
        #expect(diagnostics.map(\.location?.column) == [2])
    }

    @Test(
        arguments: [[0xC3], [0x61, 0xE2, 0x82], [0xFE, 0xFF, 0x00, 0x61], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]]
    )
    func brokenSequences(bytes: [UInt8]) throws {
        #expect(try read(bytes).diagnostics.map(\.code) == [MistakeCode.notUTF8.rawValue])
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00], [0xFE, 0xFF, 0x00, 0x61, 0x00, 0x3A], [0x61, 0x00, 0x3A, 0x00],
        ] as [[UInt8]])
    func anotherEncodingIsNamed(bytes: [UInt8]) throws {
        let (_, diagnostics, _) = try read(bytes)
        #expect(diagnostics.map(\.message) == ["the file is UTF-16"])
        #expect(diagnostics.map(\.remedy) == ["Save the file as UTF-8."])
    }

    /// To root every file is readable.
    @Test(.enabled(if: geteuid() != 0)) func whatMayNotBeReadIsSaid() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        chmod(folder.path + "/ca.pem", 0)
        try folder.write("checks:\n  a: {get: https://localhost/, trust: ca.pem}\n", to: "devstack.yaml")
        let (_, diagnostics, _) = read(folder.path + "/devstack.yaml")
        #expect(diagnostics.map(\.message) == ["`ca.pem` cannot be read: Permission denied"])
    }

    @Test func everyFileOfSeveralIsNamedAndTold() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write(Self.good, to: "devstack.yaml")
        try folder.write("services:\n  site: {port: 2}\n", to: "data/other.yaml")
        let paths = ["devstack.yaml", "data/other.yaml"].map { folder.path + "/" + $0 }
        var collector = DiagnosticCollector()
        var sources: [String: String] = [:]
        let stack = StackFileReader(environment: [:]).read(paths: paths, collector: &collector, sources: &sources)
        #expect(collector.diagnostics.isEmpty)
        #expect(stack?.file == paths[0] && stack?.furtherFiles == [paths[1]])
        #expect(stack?.services.first?.port?.value == 2)
        #expect(stack?.services.first?.port?.location.file == paths[1])
        #expect(stack?.services.first?.kind == .files(FileSite(root: folder.path + "/site")))
        #expect(Set(sources.keys) == Set(paths))
        let missing = [paths[0], folder.path + "/no.yaml", folder.path + "/none.yaml"]
        #expect(StackFileReader(environment: [:]).read(paths: missing, collector: &collector, sources: &sources) == nil)
        #expect(collector.diagnostics.count == 2)
    }

    @Test func aControlCharacterHasAPlace() throws {
        let (_, diagnostics, _) = try read(Array("name: grü\u{1}\n".utf8))
        #expect(diagnostics.map(\.code) == [MistakeCode.badYAML.rawValue])
        #expect(diagnostics.first?.location?.column == 10)
    }

    @Test func aMissingFileIsNamed() {
        let (stack, diagnostics, _) = read("/nowhere/devstack.yaml")
        #expect(stack == nil)
        #expect(diagnostics.map(\.code) == [MistakeCode.unreadableFile.rawValue])
        #expect(diagnostics.first?.message == "`/nowhere/devstack.yaml` cannot be read: No such file or directory")
    }

    @Test func aFolderIsNotAFile() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        #expect(read(folder.path).diagnostics.map(\.code) == [MistakeCode.unreadableFile.rawValue])
    }

    @Test(.timeLimit(.minutes(1))) func aFIFODoesNotHang() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try #require(mkfifo(folder.path + "/devstack.yaml", 0o600) == 0)
        #expect(read(folder.path + "/devstack.yaml").diagnostics.map(\.code) == [MistakeCode.unreadableFile.rawValue])
    }

    @Test func aFileMayOnlyBeSoLarge() throws {
        let comment = [UInt8](repeating: UInt8(ascii: "#"), count: TreeLimits.fileSize - Self.good.utf8.count)
        #expect(try read(Array(Self.good.utf8) + comment).stack != nil)
        #expect(
            try read(Array(Self.good.utf8) + comment + [0x0A]).diagnostics.map(\.code) == [
                MistakeCode.fileTooLarge.rawValue
            ])
    }

    @Test func anEnvironmentFileIsASourceToo() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write(Self.good, to: "devstack.yaml")
        try folder.write("no\n", to: ".env")
        let (_, diagnostics, sources) = read(folder.path + "/devstack.yaml")
        #expect(diagnostics.map(\.location?.file) == [folder.path + "/.env"])
        #expect(sources[folder.path + "/.env"] == "**\n")
    }

    @Test func anEnvironmentFileIsShownByTheLinesThatItsMistakesCount() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write(Self.good, to: "devstack.yaml")
        try folder.write("\u{FEFF}A=1\u{2028}2\u{85}3\nno\r\n# B\n  C", to: ".env")
        let (_, diagnostics, sources) = read(folder.path + "/devstack.yaml")
        // What only YAML counts as a line break belongs to the value, and still counts as a line.
        #expect(diagnostics.map(\.location?.line) == [4, 6])
        #expect(diagnostics.map(\.location?.column) == [1, 3])
        #expect(sources[folder.path + "/.env"] == "A=*\u{2028}*\u{85}*\n**\r\n# B\n  *")
    }

    /// A long value that is named again and again, by aliases too.
    @Test(.timeLimit(.minutes(1))) func variablesExpandOnlySoFar() throws {
        let long = String(repeating: "a", count: 1 << 16)
        func mistakes(_ count: Int) -> [Diagnostic] {
            let lines = (1...count).map {
                "      A\($0): \($0 == 2 ? "*value" : $0 == 1 ? "&value ${LONG}" : "x${LONG}")\n"
            }
            let text = "services:\n  a:\n    command: run ${LONG} ${NO:-}\n    environment:\n" + lines.joined()
            var collector = DiagnosticCollector()
            _ = StackFileReader(environment: ["LONG": long]).read(
                bytes: Array(text.utf8), path: "devstack.yaml", directory: "/", collector: &collector)
            return collector.diagnostics
        }
        #expect(mistakes(63) == [])
        let beyond = mistakes(64)
        #expect(beyond.map(\.message) == ["with ${LONG} here, the values of variables are more than 4 MiB in all"])
        #expect(beyond.first?.code == "E009" && beyond.first?.location?.line == 68)
        #expect(mistakes(20_000) == beyond)
    }

    @Test func everyKindOfMistakeHasItsOwnWords() {
        let summaries = MistakeCode.allCases.map(\.summary)
        #expect(Set(summaries).count == summaries.count)
        #expect(summaries.allSatisfy { $0.hasSuffix(".") })
    }

    @Test func everyWordSaysWhatItTakes() {
        for table in Language.tables {
            #expect(Set(table.words.map(\.name)).count == table.words.count, "\(table.title)")
            for word in table.words {
                #expect(!word.takes.description.isEmpty)
                #expect(word.meaning.hasSuffix("."), "\(word.name)")
                #expect(!word.alsoCalled.contains(word.name))
            }
        }
    }
}
