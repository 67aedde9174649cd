internal import Diagnostics
import Glibc

/// The files that a stack file is made of, as bytes and as text.
enum StackFileBytes {
    /// Reads a whole file.
    ///
    /// - Throws: a mistake without a location where there is no file to point into.
    static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
        // Without O_NONBLOCK the opening of a FIFO would wait for a writer.
        let descriptor = retrying { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Diagnostic(
                .unreadableFile, "\(path.excerpt) is not a file", at: nil,
                remedy: status.st_mode & S_IFMT == S_IFDIR ? "Name the file in it: \(path)/devstack.yaml." : nil)
        }
        // One byte more than its size, so that the end is met without growing.
        var bytes = [UInt8](repeating: 0, count: min(max(0, Int(status.st_size)), TreeLimits.fileSize) + 1)
        var count = 0
        while true {
            if count == bytes.count { bytes += [UInt8](repeating: 0, count: 1 << 16) }
            let got = bytes.withUnsafeMutableBytes { buffer in
                retrying { Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count) }
            }
            guard got >= 0 else { throw unreadable(path, errno) }
            if got == 0 { break }
            count += got
            if count > TreeLimits.fileSize { throw tooLarge(path) }
        }
        return Array(bytes.prefix(count))
    }

    /// - Throws: where the first byte stands that is not UTF-8.
    static func text(_ bytes: ArraySlice<UInt8>, path: String) throws(Diagnostic) -> String {
        if bytes.count > TreeLimits.fileSize {
            throw tooLarge(path)
        }
        let start = Array(bytes.prefix(2))
        if start == [0xFF, 0xFE] || start == [0xFE, 0xFF] || (start.last == 0 && start.first != 0) {
            throw Diagnostic(
                .notUTF8, "the file is UTF-16", at: SourceLocation(file: path, line: 1, column: 1),
                remedy: "Save the file as UTF-8.")
        }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var good = ""
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { good.unicodeScalars.append(scalar) }
        let position = good.unicodeScalars.count
        let bad = bytes.dropFirst(good.utf8.count).first ?? 0
        let digits = String(bad, radix: 16, uppercase: true)
        throw Diagnostic(
            .notUTF8, "the byte 0x\(digits.count == 1 ? "0" : "")\(digits) is not UTF-8",
            at: YAMLSource(good + "?", file: path).location(position..<(position + 1)),
            remedy: "Save the file as UTF-8.")
    }

    /// The absolute path of a file's folder, symbolic links in it resolved (`realpath`).
    static func folder(of path: String) -> String {
        let parent: String
        if let slash = path.lastIndex(of: "/") {
            parent = slash == path.startIndex ? "/" : String(path[..<slash])
        } else {
            parent = "."
        }
        guard let resolved = realpath(parent, nil) else { return parent }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The variables of `.env`, or none where there is no such file.
    static func environmentFile(
        beside path: String, directory: String, environment: [String: String], mistakes: inout [Diagnostic],
        sources: inout [String: String]
    ) -> [String: String] {
        let file = directory + "/.env"
        guard access(file, F_OK) == 0 else { return [:] }
        return variables(
            in: file, named: prefix(of: path) + ".env", environment: environment, mistakes: &mistakes,
            sources: &sources)
    }

    /// What stands before the names of files beside this one: `stacks/` of `stacks/devstack.yaml`.
    static func prefix(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// The variables of a file of `NAME=VALUE` lines.
    ///
    /// - Parameters:
    ///   - name: as locations are to name the file.
    ///   - environment: what `${NAME}` in a value names, before what the file has set above it.
    static func variables(
        in file: String, named name: String, environment: [String: String], mistakes: inout [Diagnostic],
        sources: inout [String: String]
    ) -> [String: String] {
        do {
            let bytes = StackFileContent(path: name, bytes: try read(file)).text
            let reading = EnvironmentFileReading(
                String(decoding: bytes, as: UTF8.self), path: name, environment: environment)
            sources[name] = reading.shownText
            _ = try text(bytes, path: name)
            mistakes += reading.mistakes
            return reading.variables
        } catch {
            mistakes.append(error)
            return [:]
        }
    }

    private static func tooLarge(_ path: String) -> Diagnostic {
        Diagnostic(
            .fileTooLarge, "\(path.excerpt) is larger than \(TreeLimits.fileSize >> 20) MiB", at: nil,
            remedy: "Keep data in files of its own.")
    }

    private static func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic(
            .unreadableFile, "\(path.excerpt) cannot be read: \(SystemText.reason(code))", at: nil,
            remedy: code == ENOENT ? "Write the file, or name another with --file." : "Check its permissions.")
    }

    private static func retrying<Value: SignedInteger>(_ call: () -> Value) -> Value {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
