import Glibc

extension LogFile {
    /// A file's identity, and how it is now: fstat(2).
    package struct Status: Sendable {
        package var device: UInt64
        package var inode: UInt64
        /// In bytes.
        package var size: Int
        /// When it was last written, in seconds since 1970-01-01T00:00:00Z.
        package var writtenAt: Double

        fileprivate init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            size = Int(status.st_size)
            writtenAt = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        }

        package func isSameFile(as other: Status) -> Bool { device == other.device && inode == other.inode }
    }

    package static func status(of file: Descriptor) -> Status? {
        var status = stat()
        return fstat(file.number, &status) == 0 ? Status(status) : nil
    }

    package static func status(at path: String) -> Status? {
        var status = stat()
        return stat(path, &status) == 0 ? Status(status) : nil
    }

    /// Opens for reading all that there is of it, the oldest first.
    ///
    /// A rotation meanwhile moves files to higher numbers, which is where the look goes: it misses none, and one that it
    /// meets twice counts once.
    package static func openAll(_ path: String) -> [Descriptor] {
        var files: [(descriptor: Descriptor, status: Status)] = []
        var number = 0
        var missing = 0
        // A crash while they were renamed leaves one number out.
        while missing < 2 {
            let descriptor = Glibc.open(
                number == 0 ? path : "\(path).\(number)", O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
            number += 1
            guard descriptor >= 0 else {
                missing += 1
                continue
            }
            missing = 0
            let file = Descriptor(descriptor)
            guard let status = status(of: file), !files.contains(where: { $0.status.isSameFile(as: status) }) else {
                continue
            }
            files.append((file, status))
        }
        return files.reversed().map(\.descriptor)
    }

    /// Reads from this place: pread(2).
    ///
    /// - Returns: the number of bytes, 0 at the end.
    package static func read(_ file: Descriptor, at offset: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(SystemError) -> Int
    {
        try SystemError.retrying("pread") { pread(file.number, buffer.baseAddress, buffer.count, off_t(offset)) }
    }

    /// The services that have a log in this folder, by name.
    package static func services(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(suffix) { names.append(String(name.dropLast(suffix.count))) }
        }
        return names.sorted()
    }
}
