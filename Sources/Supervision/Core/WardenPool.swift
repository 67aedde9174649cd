package import Linux
import Synchronization

/// Wardens that were forked early, while this process was small, and have nothing to guard yet.
package final class WardenPool: Sendable {
    private let idle: Mutex<[String: Warden]>

    /// Forks one for each name of a service that runs as a process.
    package init(names: [String]) throws(SystemError) {
        var wardens: [String: Warden] = [:]
        for name in names { wardens[name] = try Warden(name: name) }
        idle = Mutex(wardens)
    }

    func take(_ name: String) -> Warden? {
        idle.withLock { $0.removeValue(forKey: name) }
    }

    deinit {
        idle.withLock { for warden in $0.values { warden.dismiss() } }
    }
}
