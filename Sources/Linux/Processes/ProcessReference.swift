import CLinux

/// A process that is meant whatever becomes of its number.
package enum ProcessReference {
    /// A descriptor that can be read once the process has ended: pidfd_open(2).
    package static func open(_ pid: Int32) throws(SystemError) -> Descriptor {
        try Descriptor(result: devstack_process_reference(pid), of: "pidfd_open")
    }
}
