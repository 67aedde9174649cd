import Glibc
import Testing

/// A text that is compared with a file, and becomes it with DEVSTACK_WRITE_DOCS=1.
enum Golden {
    private static let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Golden/"

    static func expect(_ text: String, in name: String, at location: SourceLocation = #_sourceLocation) throws {
        let path = folder + name
        if getenv("DEVSTACK_WRITE_DOCS") != nil {
            mkdir(folder, 0o755)
            let file = try #require(fopen(path, "we"), sourceLocation: location)
            defer { fclose(file) }
            #expect(fputs(text, file) >= 0, sourceLocation: location)
        } else {
            #expect(text == whole(path), "look at what has changed, then `make docs`", sourceLocation: location)
        }
    }

    private static func whole(_ path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let next = getc(file), next != EOF { bytes.append(UInt8(truncatingIfNeeded: next)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
