import Certificates
import Dispatch
import Linux
import Synchronization
import TLS

/// A certificate as it is on disk at each handshake: a renewed one is served from the next handshake on, and one that
/// is due is renewed, by the wall clock, so that a machine that slept makes no difference.
final class ServedIdentity: TLSIdentitySource {
    private struct State {
        var stamps: ServedFiles.Stamps
        var pair: Pair
        var isRenewing = false
        /// Clients that came to an expired certificate while it is being renewed, by their numbers.
        var waiting: [Int: @Sendable () -> Void] = [:]
        var nextNumber = 0
    }

    /// What is served, and until when.
    private struct Pair {
        var identity: TLSServerIdentity
        /// Seconds since 1970-01-01T00:00:00Z.
        var dueAt: Double
        var expiresAt: Double
    }

    private let files: ServedFiles
    private let renewBefore: Duration
    private let patience: DispatchTimeInterval
    private let renew: @Sendable () -> Void
    private let complain: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// Reads the pair.
    ///
    /// - Parameters:
    ///   - renewBefore: with less than this left the certificate is due.
    ///   - patience: how long a client waits for the renewal of an expired one; then it gets what there is.
    ///   - renew: renews what is due on disk; blocks until it is done.
    ///   - complain: told once of a changed pair that cannot be served; the one before is served on.
    /// - Throws: what `ServedFiles.load` does.
    init(
        files: ServedFiles, renewBefore: Duration, patience: DispatchTimeInterval = .seconds(5),
        renew: @escaping @Sendable () -> Void, complain: @escaping @Sendable (String) -> Void
    ) throws {
        self.files = files
        self.renewBefore = renewBefore
        self.patience = patience
        self.renew = renew
        self.complain = complain
        // The stamps come first: a change after them is seen at the next handshake.
        let stamps = files.stamps
        state = Mutex(State(stamps: stamps, pair: try Self.load(files, renewBefore)))
    }

    /// An expired certificate, as after a night's sleep, is renewed while its clients wait, instead of being refused.
    func isReady(orTell ready: @escaping @Sendable () -> Void) -> Bool {
        let now = WallClock.now()
        let (pair, isDue) = look(now)
        guard now >= pair.expiresAt else {
            if isDue { renewInBackground() }
            return true
        }
        let number: Int? = state.withLock { state in
            // A renewal may have ended since the look; one that failed is not tried again for everybody.
            guard state.isRenewing else { return nil }
            state.nextNumber += 1
            state.waiting[state.nextNumber] = ready
            return state.nextNumber
        }
        if isDue { renewInBackground() }
        guard let number else { return true }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in
            self?.state.withLock { $0.waiting.removeValue(forKey: number) }?()
        }
        return false
    }

    func identity(forServerName name: String?) -> TLSServerIdentity {
        let (pair, isDue) = look(WallClock.now())
        // Still good for this client; a later one gets the new one.
        if isDue { renewInBackground() }
        return pair.identity
    }

    /// What is on disk now, and whether it is for the caller to have it renewed.
    private func look(_ now: Double) -> (pair: Pair, isDue: Bool) {
        let stamps = files.stamps
        return state.withLock { state in
            if stamps != state.stamps {
                do {
                    state.pair = try Self.load(files, renewBefore)
                } catch {
                    complain("the changed certificate \(files.chain) cannot be served, the one before is: \(error)")
                }
                state.stamps = stamps
            }
            let isDue = now >= state.pair.dueAt && !state.isRenewing
            if isDue { state.isRenewing = true }
            return (state.pair, isDue)
        }
    }

    /// Renews what `look` has marked as being renewed. Whoever waits for it on an event loop must not do it there.
    private func renewInBackground() {
        DispatchQueue.global().async { [self] in
            renew()
            _ = look(WallClock.now())
            // If nothing changed on disk it failed, and was told; the next try is after a minute.
            let again = WallClock.now() + 60
            let waiting = state.withLock { state in
                state.isRenewing = false
                state.pair.dueAt = max(state.pair.dueAt, again)
                defer { state.waiting = [:] }
                return state.waiting.values
            }
            waiting.forEach { $0() }
        }
    }

    private static func load(_ files: ServedFiles, _ renewBefore: Duration) throws -> Pair {
        let (identity, chain) = try files.load()
        let expiresAt = CertificateDetails.chain(pem: chain)?.first?.notAfter ?? .infinity
        return Pair(
            identity: identity, dueAt: expiresAt - Double(renewBefore.components.seconds), expiresAt: expiresAt)
    }
}
