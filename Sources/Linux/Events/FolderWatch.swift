import Glibc

/// What changes in a folder: inotify(7).
package final class FolderWatch: Sendable {
    package enum Changes: Sendable, Equatable {
        /// Files of these names were written, made or renamed.
        case names(Set<String>)
        /// More than the kernel keeps.
        case any
    }

    package let descriptor: Descriptor

    /// - Throws: `SystemError` of inotify_init1(2) and inotify_add_watch(2).
    package init(_ folder: String) throws(SystemError) {
        let number = try SystemError.retrying("inotify_init1") { inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) }
        descriptor = Descriptor(number)
        let wanted = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_ONLYDIR)
        _ = try SystemError.retrying("inotify_add_watch", folder) { inotify_add_watch(number, folder, wanted) }
    }

    /// What has changed since it was last asked.
    package func take() throws(SystemError) -> Changes {
        var names: Set<String> = []
        var isOverrun = false
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while let count = try descriptor.read(into: &buffer), count > 0 {
            buffer.withUnsafeBytes { bytes in
                var place = 0
                while place + MemoryLayout<inotify_event>.size <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
                    let name = bytes[(place + MemoryLayout<inotify_event>.size)...].prefix(Int(event.len))
                    names.insert(String(decoding: name.prefix { $0 != 0 }, as: UTF8.self))
                    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { isOverrun = true }
                    place += MemoryLayout<inotify_event>.size + Int(event.len)
                }
            }
        }
        return isOverrun ? .any : .names(names)
    }
}
