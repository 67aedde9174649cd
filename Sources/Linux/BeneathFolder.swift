import CLinux
import Glibc

/// A folder that files are opened beneath: the kernel itself sees to it that no path leads out (openat2(2)).
///
/// Relative symbolic links that stay inside work; absolute ones, and whatever leads out, fail with EXDEV.
package struct BeneathFolder: ~Copyable {
    private let descriptor: Int32

    /// How often a lookup is tried again that raced with a rename somewhere (EAGAIN of openat2(2)).
    private static let attempts = 16

    /// - Throws: `SystemError` of `open` when the folder cannot be opened.
    package init(opening path: String) throws(SystemError) {
        var opened: Int32
        repeat {
            opened = path.withCString { devstack_open_folder($0) }
        } while opened < 0 && errno == EINTR
        guard opened >= 0 else { throw SystemError("open", path) }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Opens what is at a relative path for reading; the caller owns the descriptor.
    ///
    /// Whatever is there is opened, a FIFO or a folder too, without blocking: look at it with `fstat` before reading.
    ///
    /// - Parameter path: Bytes that end with a NUL, relative to the folder; without one the call fails with EINVAL.
    /// - Throws: `SystemError` of `openat2`: EXDEV when the path leads out, ENOENT when nothing is there, EAGAIN when
    ///   lookups kept racing with renames, ENOSYS or EPERM when the kernel or a sandbox has no such call.
    package borrowing func open(_ path: UnsafeBufferPointer<UInt8>) throws(SystemError) -> Int32 {
        guard path.last == 0, let start = path.baseAddress else { throw SystemError("openat2", code: EINVAL) }
        let code = start.withMemoryRebound(to: CChar.self, capacity: path.count) { text -> Int32 in
            for _ in 0..<Self.attempts {
                let opened = devstack_open_beneath(descriptor, text)
                if opened >= 0 { return opened }
                guard errno == EAGAIN || errno == EINTR else { return -errno }
            }
            return -EAGAIN
        }
        guard code >= 0 else { throw SystemError("openat2", code: -code) }
        return code
    }

    /// The folder's own descriptor, to look at it with; it cannot be read from.
    package borrowing func withDescriptor<Result>(
        _ body: (Int32) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        try body(descriptor)
    }

    /// Sees whether this kernel, and the sandbox that we may be in, has openat2 at all.
    ///
    /// - Throws: `SystemError` with ENOSYS before Linux 5.6, with EPERM under a sandbox that does not know the call.
    package borrowing func checkSupport() throws(SystemError) {
        let here: [UInt8] = [0x2E, 0]
        let opened: Int32
        do {
            opened = try here.withUnsafeBufferPointer { path throws(SystemError) in try open(path) }
        } catch  where error.code == EACCES {
            return
        }
        close(opened)
    }
}
