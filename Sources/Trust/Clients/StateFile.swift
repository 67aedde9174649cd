import Glibc
internal import Linux

/// A file that is made from others, and is written only when it differs from what is there.
enum StateFile {
    static func write(_ bytes: [UInt8], as name: String, in folder: String) throws(SystemError) {
        if let present = try? WholeFile.read("\(folder)/\(name)"), present == bytes { return }
        let descriptor = try SystemError.retrying("open", folder) {
            open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        defer { close(descriptor) }
        // Two shells may ask at once: each stages under a name of its own.
        try DurableFile.write(bytes, beside: name, in: descriptor, mode: 0o644)
    }
}
