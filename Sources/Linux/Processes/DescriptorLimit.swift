import CLinux
import Synchronization

/// The soft limit of open descriptors: raised for this process, and given back to every program that it starts, since
/// some close all up to it, and select(2) breaks beyond 1024.
package enum DescriptorLimit {
    /// What programs are to get; 0 as long as nothing was raised.
    static let original = Mutex<UInt64>(0)

    /// Makes room for this many descriptors as far as the hard limit goes: getrlimit(2), RLIMIT_NOFILE.
    package static func raise(to wanted: Int) throws(SystemError) {
        var before: UInt64 = 0
        let result = devstack_raise_descriptor_limit(UInt64(wanted), &before)
        guard result >= 0 else { throw SystemError("setrlimit", code: -result) }
        original.withLock { if $0 == 0 { $0 = before } }
    }
}
