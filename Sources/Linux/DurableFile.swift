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
        let staged = stagedName(of: name)
        try discard(name, in: folder)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = try SystemError.retrying("openat", staged) { openat(folder, staged, flags, mode) }
        do throws(SystemError) {
            defer { close(file) }
            try write(contents, to: file, named: staged)
            // The umask may have taken bits away, never added any: the file was not open wider before this.
            _ = try SystemError.retrying("fchmod", staged) { fchmod(file, mode) }
            _ = try SystemError.retrying("fsync", staged) { fsync(file) }
        } catch {
            unlinkat(folder, staged, 0)
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
        let own = ".\(name).devstack-\(getpid())"
        try stage(contents, as: own, in: folder, mode: mode)
        do throws(SystemError) {
            let staged = stagedName(of: own)
            _ = try SystemError.retrying("renameat", name) { renameat(folder, staged, folder, name) }
            try syncFolder(folder)
        } catch {
            try? discard(own, in: folder)
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
