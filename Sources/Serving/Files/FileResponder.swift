import Glibc
import Linux
internal import NIOCore
internal import StackModel

/// Answers with the files of a folder.
struct FileResponder: Responder {
    private let root: String
    private let rootBytes: [UInt8]
    private let index: [UInt8]
    private let forbidden: ForbiddenFolders
    private let cache: FileCache

    /// - Throws: `ServerStartError` when there is no such folder, it must not be served, or the kernel cannot keep
    ///   requests inside it.
    init(site: FileSite, neverServe: [String], cache: FileCache = FileCache()) throws(ServerStartError) {
        var root = site.root
        while root.utf8.count > 1, root.hasSuffix("/") { root.removeLast() }
        self.root = root
        rootBytes = root == "/" ? [] : Array(root.utf8)
        index = Array(site.index.utf8)
        forbidden = ForbiddenFolders(neverServe)
        self.cache = cache
        try checkRoot()
    }

    private func checkRoot() throws(ServerStartError) {
        let isForbidden: Bool
        do {
            isForbidden = try examineRoot()
        } catch {
            if error.call == "openat2", error.code == ENOSYS || error.code == EPERM {
                throw ServerStartError(
                    .content, "requests cannot be kept inside \(root): \(error)",
                    remedy: "Run on Linux 5.6 or later, outside a sandbox that forbids openat2")
            }
            throw ServerStartError(
                .content, "the folder \(root) cannot be served: \(error.reason)",
                remedy: error.code == ENOENT ? "Create it, or name another folder" : nil)
        }
        guard !isForbidden else {
            throw ServerStartError(
                .content, "\(root) is in a folder of certificates or state, which are never served",
                remedy: "Serve another folder")
        }
    }

    /// Whether the root is in a forbidden folder.
    private func examineRoot() throws(SystemError) -> Bool {
        let folder = try BeneathFolder(opening: root)
        try folder.checkSupport()
        return try folder.withDescriptor { descriptor throws(SystemError) in
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat", root) }
            return try forbidden.cover(descriptor: descriptor, status: status)
        }
    }

    func response(to request: Request) -> Response {
        if let file = request.turn?.file(at: request.target.path) { return file.response(to: request, body: .kept) }
        do {
            let path = try SitePath(request.target.path, root: rootBytes, index: index)
            if let file = cache[path] {
                if isCurrent(file, at: path) {
                    request.turn?.found(file, at: request.target.path)
                    return file.response(to: request, body: .kept)
                }
                cache.remove(path)
            }
            return try open(path, for: request)
        } catch let error as PathRefusal {
            return response(for: error.refusal, to: request.fields)
        } catch let error as SystemError {
            return response(for: refusal(of: error, path: request.target.path), to: request.fields)
        } catch {
            return response(for: Refusal(500, "The file could not be read", remark: "\(error)"), to: request.fields)
        }
    }

    func response(for refusal: Refusal, to fields: RequestFields?) -> Response {
        ErrorPage.response(for: refusal, accept: fields?.accept)
    }

    /// Looks through the whole path afresh, so that a root or a folder that was replaced since is seen too.
    private func isCurrent(_ file: FileRepresentation, at path: SitePath) -> Bool {
        var status = stat()
        let code = path.withAbsolute { fstatat(AT_FDCWD, $0, &status, 0) }
        return code == 0 && FileIdentity(status) == file.identity
    }

    private func open(_ path: SitePath, for request: Request) throws(SystemError) -> Response {
        let folder = try BeneathFolder(opening: root)
        // A file that is written to while it is read is looked at again; one that keeps doing so is sent as a stream.
        for attempt in 1...3 {
            let opened = try OpenFile(
                descriptor: try path.withRelative { bytes throws(SystemError) in try folder.open(bytes) })
            let status = opened.status
            guard try !forbidden.cover(descriptor: opened.descriptor, status: status) else {
                return notFound(request, remark: "it is in a folder of certificates or state, which are never served")
            }
            let type = status.st_mode & S_IFMT
            if type == S_IFDIR, !path.isFolder { return redirect(request, to: path) }
            guard type == S_IFREG else { return notFound(request, remark: "it is not a regular file") }
            guard !PrivateKeyFile.isNamed(path.bytes.dropLast()) else {
                return notFound(request, remark: PrivateKeyFile.remark)
            }

            let identity = FileIdentity(status)
            var content: ByteBuffer?
            if identity.size <= cache.maximumContent, attempt < 3 {
                var buffer = ByteBuffer()
                buffer.reserveCapacity(identity.size)
                guard try opened.read(identity.size, at: 0, into: &buffer) == identity.size, !opened.hasChanged() else {
                    continue
                }
                guard !PrivateKeyFile.isContent(buffer.readableBytesView) else {
                    return notFound(request, remark: PrivateKeyFile.remark)
                }
                content = buffer
            }
            let file = FileRepresentation(
                identity: identity, content: content, path: path.bytes.dropLast(), now: request.now)
            if identity.isSettled(at: request.now) { cache.insert(file, for: path) }
            return file.response(to: request, body: content == nil ? .read(opened) : .kept)
        }
        return notFound(request, remark: "it keeps changing")
    }
}
