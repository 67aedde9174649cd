import CLinux
import Glibc

/// This process as the first of a container: pid 1, pid_namespaces(7).
///
/// Signals without a handler are nothing to it, every orphan becomes its child, and its end is everybody's.
package enum InitProcess {
    package static let isThis = getpid() == 1

    /// Has the signals that end any other process end this one too, until they are handled otherwise.
    package static func heedSignals() {
        _ = devstack_end_on_signals()
    }
}
