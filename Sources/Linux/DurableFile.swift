import Glibc

/// Writes files so that a crash, or a full disk, leaves either the old file whole or the new one.
///
/// A new file is staged beside the old one as `NAME.new`: with its final mode from the moment it exists, written
/// whole and synced. Publishing renames it over the old one (rename(2)); syncing the folder makes that last.
/// For any one name there must be one writer at a time: hold a `FileLock`.
package enum DurableFile {
    /// What a file is called until it is published.
    package static func stagedName(of name: String) -> String { name + ".new" }

    /// Makes `NAME.new` in the folder and syncs it; one that an interrupted run left is replaced.
    package static func stage(
        _ contents: [UInt8], as name: String, in folder: Int32, mode: mode_t
    ) throws(SystemError) {
        try stage([NewFile(name, contents, mode: mode)], in: folder)
    }

    /// Stages several files, and syncs them side by side. When one cannot be, none is left.
    ///
    /// - Parameter written: files of the folder that are in their place, and are to be synced with them.
    package static func stage(
        _ files: [NewFile], in folder: Int32, syncing written: [String] = []
    ) throws(SystemError) {
        var begun: [String] = []
        do throws(SystemError) {
            var descriptors: [(Descriptor, name: String)] = []
            for file in files {
                let staged = stagedName(of: file.name)
                try discard(file.name, in: folder)
                let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
                let descriptor = Descriptor(
                    try SystemError.retrying("openat", staged) { openat(folder, staged, flags, file.mode) })
                begun.append(staged)
                try write(file.contents, to: descriptor.number, named: staged)
                // The umask may have taken bits away, never added any: the file was not open wider before this.
                _ = try SystemError.retrying("fchmod", staged) { fchmod(descriptor.number, file.mode) }
                descriptors.append((descriptor, staged))
            }
            for name in written {
                let file = try SystemError.retrying("openat", name) {
                    openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
                }
                descriptors.append((Descriptor(file), name))
            }
            for (code, file) in zip(SideBySide.sync(descriptors.map(\.0.number)), descriptors) where code != 0 {
                throw SystemError("fsync", file.name, code: code)
            }
        } catch {
            for staged in begun { unlinkat(folder, staged, 0) }
            throw error
        }
    }

    /// Renames `NAME.new` to `NAME`. It lasts once the folder is synced.
    package static func publish(_ name: String, in folder: Int32) throws(SystemError) {
        let staged = stagedName(of: name)
        _ = try SystemError.retrying("renameat", name) { renameat(folder, staged, folder, name) }
    }

    /// Removes `NAME.new`, if it is there.
    package static func discard(_ name: String, in folder: Int32) throws(SystemError) {
        let staged = stagedName(of: name)
        do throws(SystemError) {
            _ = try SystemError.retrying("unlinkat", staged) { unlinkat(folder, staged, 0) }
        } catch {
            guard error.code == ENOENT else { throw error }
        }
    }

    /// Makes the renames in a folder last (fsync(2) of a directory).
    package static func syncFolder(_ folder: Int32) throws(SystemError) {
        _ = try SystemError.retrying("fsync") { fsync(folder) }
    }

    /// Makes the renames in several folders last, side by side.
    package static func syncFolders(_ paths: [String]) throws(SystemError) {
        var folders: [Descriptor] = []
        for path in paths {
            folders.append(
                Descriptor(
                    try SystemError.retrying("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }))
        }
        let codes = withExtendedLifetime(folders) { SideBySide.sync(folders.map(\.number)) }
        for (code, path) in zip(codes, paths) where code != 0 { throw SystemError("fsync", path, code: code) }
    }

    /// Writes one file that comes into its place at once, and is synced with those that are staged next.
    package static func place(
        _ contents: [UInt8], as name: String, in folder: Int32, mode: mode_t
    ) throws(SystemError) {
        let staged = stagedName(of: name)
        try discard(name, in: folder)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = Descriptor(try SystemError.retrying("openat", staged) { openat(folder, staged, flags, mode) })
        try write(contents, to: file.number, named: staged)
        try publish(name, in: folder)
    }

    /// Stages, publishes and syncs one file.
    package static func write(
        _ contents: [UInt8], as name: String, in folder: Int32, mode: mode_t
    ) throws(SystemError) {
        try stage(contents, as: name, in: folder, mode: mode)
        try publish(name, in: folder)
        try syncFolder(folder)
    }

    /// Writes one file whose name, and every name beside it, is the user's: staged under a name of this process's own.
    package static func write(
        _ contents: [UInt8], beside name: String, in folder: Int32, mode: mode_t
    ) throws(SystemError) {
        try write([NewFile(name, contents, mode: mode)], besideIn: folder)
    }

    /// Writes several files whose names, and every name beside them, are the user's. They come into their places one
    /// after the other, in this order, when all of them are on the disk.
    package static func write(_ files: [NewFile], besideIn folder: Int32) throws(SystemError) {
        func own(_ file: NewFile) -> String { ".\(file.name).devstack-\(getpid())" }
        try stage(files.map { NewFile(own($0), $0.contents, mode: $0.mode) }, in: folder)
        do throws(SystemError) {
            for file in files {
                let staged = stagedName(of: own(file))
                _ = try SystemError.retrying("renameat", file.name) { renameat(folder, staged, folder, file.name) }
            }
            try syncFolder(folder)
        } catch {
            for file in files { try? discard(own(file), in: folder) }
            throw error
        }
    }

    /// Writes one file that must not be there yet; one that is stays as it is.
    ///
    /// - Throws: EEXIST if it is there.
    package static func writeNew(
        _ contents: [UInt8], as name: String, in folder: Int32, mode: mode_t
    ) throws(SystemError) {
        let own = ".\(name).devstack-\(getpid())"
        try stage(contents, as: own, in: folder, mode: mode)
        let staged = stagedName(of: own)
        defer { unlinkat(folder, staged, 0) }
        // Unlike rename(2), link(2) never replaces.
        _ = try SystemError.retrying("linkat", name) { linkat(folder, staged, folder, name, 0) }
        try syncFolder(folder)
    }

    private static func write(_ contents: [UInt8], to file: Int32, named name: String) throws(SystemError) {
        var written = 0
        while written < contents.count {
            let rest = contents[written...]
            written += try SystemError.retrying("write", name) {
                rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            }
        }
    }
}
