import Glibc

/// A file of `Golden/`: a stack file, perhaps `===== .env` and that file, then `-----` and what comes of it.
struct GoldenPair {
    static let divider = "-----"
    static let environmentDivider = "===== .env"

    let name: String
    let input: String
    let environmentFile: String?
    let expected: String
    private let source: String

    static let folder = String(#filePath.dropLast("GoldenPair.swift".count)) + "Golden"

    init(name: String) throws {
        self.name = name
        let text = try Self.read(Self.folder + "/" + name)
        var parts: [[Substring]] = [[]]
        var environmentPart: Int?
        // By scalars, since CR LF is one character.
        for row in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = Substring(row)
            if line == Self.divider || line == Self.environmentDivider {
                if line == Self.environmentDivider { environmentPart = parts.count }
                parts.append([])
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        let hasAnswer = parts.count > (environmentPart ?? 0) + 1
        input = parts[0].joined(separator: "\n") + (parts.count > 1 ? "\n" : "")
        environmentFile = environmentPart.map { parts[$0].joined(separator: "\n") + "\n" }
        expected = hasAnswer ? parts[parts.count - 1].joined(separator: "\n") : ""
        source = input + (environmentFile.map { Self.environmentDivider + "\n" + $0 } ?? "") + Self.divider + "\n"
    }

    func update(to answer: String) throws {
        guard let file = fopen(Self.folder + "/" + name, "w") else {
            throw StackFolder.Failure(call: "fopen", code: errno)
        }
        defer { fclose(file) }
        fputs(source + answer, file)
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
