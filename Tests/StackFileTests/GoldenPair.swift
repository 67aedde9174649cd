import Glibc

/// A file of `Golden/`: a stack file, perhaps `===== NAME` and a further file of that name, then `-----` and what comes of it.
///
/// A further file with `.yaml` at the end of its name is read as one that changes the first; any other is there to be found.
struct GoldenPair {
    struct File {
        var name: String
        var text: String

        var isStackFile: Bool { name.hasSuffix(".yaml") }
    }

    static let divider = "-----"
    static let fileDivider = "===== "
    static let firstFile = "devstack.yaml"

    let name: String
    /// The first one is the stack file.
    let files: [File]
    let expected: String

    /// Whether it is read for a run with `--ports auto`, which it says in its first line.
    var movesPorts: Bool { input.hasPrefix("# --ports auto") }

    var input: String { files.first?.text ?? "" }

    static let folder = String(#filePath.dropLast("GoldenPair.swift".count)) + "Golden"

    init(name: String) throws {
        self.name = name
        var files: [File] = []
        var fileName = Self.firstFile
        var lines: [Substring] = []
        var answer: [Substring]?
        // By scalars, since CR LF is one character.
        for row in try Self.read(Self.folder + "/" + name).unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false)
        {
            let line = Substring(row)
            if answer != nil {
                answer?.append(line)
            } else if line == Self.divider || line.hasPrefix(Self.fileDivider) {
                files.append(File(name: fileName, text: lines.map { $0 + "\n" }.joined()))
                lines = []
                if line == Self.divider {
                    answer = []
                } else {
                    fileName = String(line.dropFirst(Self.fileDivider.count))
                }
            } else {
                lines.append(line)
            }
        }
        if answer == nil { files.append(File(name: fileName, text: lines.joined(separator: "\n"))) }
        self.files = files
        expected = (answer ?? []).joined(separator: "\n")
    }

    func update(to answer: String) throws {
        guard let file = fopen(Self.folder + "/" + name, "w") else {
            throw StackFolder.Failure(call: "fopen", code: errno)
        }
        defer { fclose(file) }
        let further = files.dropFirst().map { Self.fileDivider + $0.name + "\n" + $0.text }.joined()
        fputs(input + further + Self.divider + "\n" + answer, file)
    }

    static func names() -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".txt") { names.append(name) }
        }
        return names.sorted()
    }

    private static func read(_ path: String) throws -> String {
        guard let file = fopen(path, "r") else { throw StackFolder.Failure(call: "fopen", code: errno) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
