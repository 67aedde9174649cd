import CLinux
import Glibc

/// Something that is raised once, and that a thread in poll(2) sees: eventfd(2).
package final class EventFlag: Sendable {
    package let descriptor: Descriptor

    package init() throws(SystemError) {
        let number = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        descriptor = try Descriptor(result: number >= 0 ? number : -errno, of: "eventfd")
    }

    /// From any thread, any number of times.
    package func raise() { eventfd_write(descriptor.number, 1) }
}
