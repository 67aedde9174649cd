import Certificates
internal import Diagnostics
import Dispatch
import Linux
internal import StackModel
import Synchronization

/// Renews the certificates of a stack that is up when they fall due, whether anybody connects or not.
///
/// The built-in servers look at each handshake as well. Programs that read the files, and clients that hold a connection, see
/// to nothing: for them the files are renewed by an alarm that goes by the wall clock, and is looked at again after a
/// suspend or when the clock was set.
final class RenewalWatch: Sendable {
    /// After a renewal that did not succeed, in seconds.
    private static let patience: Double = 60

    private let store: Mutex<CertificateStore>
    private let now: @Sendable () -> Double
    private let tell: @Sendable ([CertificateReport], [Diagnostic]) -> Void
    /// Renewing waits for the disk, and for other runs on the folder.
    private let queue = DispatchQueue(label: "devstack.renewal")
    private let alarm = Mutex<WallClockAlarm?>(nil)

    /// - Parameters:
    ///   - store: the stack's.
    ///   - now: seconds since 1970-01-01T00:00:00Z.
    ///   - tell: gets what was renewed, and what went wrong, if anything was to be done.
    init(
        store: CertificateStore, now: @escaping @Sendable () -> Double = WallClock.now,
        tell: @escaping @Sendable ([CertificateReport], [Diagnostic]) -> Void
    ) {
        self.store = Mutex(store)
        self.now = now
        self.tell = tell
    }

    /// Begins to wait; `reports` are of the certificates as they are.
    func start(_ reports: [CertificateReport]) throws(SystemError) {
        let store = store.withLock { $0 }
        let made = try WallClockAlarm(on: EventThread.shared()) { [weak self] _ in
            guard let self else { return }
            queue.async { self.look() }
        }
        alarm.withLock { $0 = made }
        try set(at: store.nextRenewal(of: reports))
    }

    /// From now on these are the stack's certificates; without an alarm there is still a look at each handshake.
    func watch(_ store: CertificateStore, _ reports: [CertificateReport]) {
        self.store.withLock { $0 = store }
        if alarm.withLock({ $0 }) == nil {
            try? start(reports)
        } else {
            try? set(at: store.nextRenewal(of: reports))
        }
    }

    func stop() {
        alarm.withLock { alarm in
            alarm?.cancel()
            alarm = nil
        }
    }

    /// Renews what is due, and waits for what is next. An alarm that the clock's change set off finds mostly nothing.
    private func look() {
        let store = store.withLock { $0 }
        var collector = DiagnosticCollector()
        let reports = store.prepare(collector: &collector)
        let renewed = reports.filter { $0.action != .kept }
        if !renewed.isEmpty || collector.hasErrors { tell(renewed, collector.diagnostics) }
        let next = store.nextRenewal(of: reports) ?? 0
        // Later than now, so that what cannot be renewed does not keep the disk busy.
        try? set(at: next > now() ? next : now() + Self.patience)
    }

    private func set(at time: Double?) throws(SystemError) {
        guard let time, let alarm = alarm.withLock({ $0 }) else { return }
        try alarm.set(at: time)
    }
}
