import Glibc
internal import Linux

/// The folder of the authority and its certificates, held open.
struct CertificateFolder: ~Copyable {
    static let authorityCertificate = "ca.pem"
    static let authorityKey = "ca.key"
    static let intermediateCertificate = "ca-intermediate.pem"
    static let intermediateKey = "ca-intermediate.key"
    static let gitignore = ".gitignore"
    static let lockName = ".lock"
    /// No certificate or key comes near it, in bytes.
    private static let largestFile = 1 << 20

    private let descriptor: Int32

    /// Opens the folder; throws ENOENT when there is none.
    init(_ path: String) throws(SystemError) {
        descriptor = try SystemError.retrying("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }

    deinit { close(descriptor) }

    /// Makes the folder, and those above it, where they are missing.
    static func make(_ path: String) throws(SystemError) {
        var parents: [String] = []
        try make(path, &parents)
        try DurableFile.syncFolders(parents)
    }

    /// - Parameter parents: gets the folders that have a new one in them.
    private static func make(_ path: String, _ parents: inout [String]) throws(SystemError) {
        let parent = parent(of: path)
        if mkdir(path, 0o755) == 0 { return parents.append(parent ?? "/") }
        switch errno {
        case EEXIST: return
        case ENOENT:
            guard let parent else { throw SystemError("mkdir", path, code: ENOENT) }
            try make(parent, &parents)
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError("mkdir", path) }
            parents.append(parent)
        case let code: throw SystemError("mkdir", path, code: code)
        }
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
        return String(path[..<slash])
    }

    /// The user that the folder belongs to.
    func owner() throws(SystemError) -> uid_t {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat") }
        return status.st_uid
    }

    func lock(_ mode: FileLock.Mode, within patience: Duration) throws(SystemError) -> FileLock {
        try FileLock(Self.lockName, in: descriptor, mode: mode, within: patience)
    }

    /// What is in it.
    func entries() throws(SystemError) -> Set<String> {
        let listed = try SystemError.retrying("openat", ".") {
            openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        guard let stream = fdopendir(listed) else {
            let error = SystemError("fdopendir")
            close(listed)
            throw error
        }
        defer { closedir(stream) }
        var names: Set<String> = []
        while let entry = readdir(stream) {
            names.insert(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// A file whole; `nil` if there is none of that name. Throws of whatever is not a regular file.
    func read(_ name: String) throws(SystemError) -> FileContents? {
        let file: Int32
        do throws(SystemError) {
            // O_NONBLOCK, since opening a FIFO would wait for its writer.
            file = try SystemError.retrying("openat", name) {
                openat(descriptor, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            }
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw SystemError("fstat", name) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SystemError("read", name, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
        guard status.st_size <= Self.largestFile else { throw SystemError("read", name, code: EFBIG) }
        return FileContents(
            bytes: try Self.readAll(file, named: name), mode: status.st_mode & 0o777, owner: status.st_uid)
    }

    private static func readAll(_ file: Int32, named name: String) throws(SystemError) -> [UInt8] {
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8_192)
        while contents.count <= largestFile {
            let count = try SystemError.retrying("read", name) { Glibc.read(file, &buffer, buffer.count) }
            guard count > 0 else { break }
            contents += buffer.prefix(count)
        }
        return contents
    }

    /// Stages all of these files, and syncs those with them that were placed before.
    func stage(_ files: [NewFile], syncing placed: [String]) throws(SystemError) {
        try DurableFile.stage(files, in: descriptor, syncing: placed)
    }

    /// Puts a file into its place that is synced by the next `stage`.
    func place(_ name: String, _ contents: [UInt8]) throws(SystemError) {
        try DurableFile.place(contents, as: name, in: descriptor, mode: 0o644)
    }

    func perform(_ change: FolderChange) throws(SystemError) {
        switch change {
        case .stage(let name, let contents, let mode):
            try DurableFile.stage(contents, as: name, in: descriptor, mode: mode)
        case .setAside(let name, let aside): try setAside(name, as: aside)
        case .publish(let name): try DurableFile.publish(name, in: descriptor)
        case .discard(let name): try DurableFile.discard(name, in: descriptor)
        case .syncFolder: try DurableFile.syncFolder(descriptor)
        }
    }

    /// A second link, so that the file never lacks its own name; a rename where the file system has no links.
    private func setAside(_ name: String, as aside: String) throws(SystemError) {
        guard linkat(descriptor, name, descriptor, aside, 0) != 0 else { return }
        guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { throw SystemError("linkat", name) }
        _ = try SystemError.retrying("renameat", name) { renameat(descriptor, name, descriptor, aside) }
    }
}
