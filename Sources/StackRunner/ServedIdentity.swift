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
    private let renew: @Sendable () -> Void
    private let complain: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// Reads the pair.
    ///
    /// - Parameters:
    ///   - renewBefore: with less than this left the certificate is due.
    ///   - renew: renews what is due on disk; blocks until it is done.
    ///   - complain: told once of a changed pair that cannot be served; the one before is served on.
    /// - Throws: what `ServedFiles.load` does.
    init(
        files: ServedFiles, renewBefore: Duration, renew: @escaping @Sendable () -> Void,
        complain: @escaping @Sendable (String) -> Void
    ) throws {
        self.files = files
        self.renewBefore = renewBefore
        self.renew = renew
        self.complain = complain
        // The stamps come first: a change after them is seen at the next handshake.
        let stamps = files.stamps
        state = Mutex(State(stamps: stamps, pair: try Self.load(files, renewBefore)))
    }

    func identity(forServerName name: String?) -> TLSServerIdentity {
        let now = WallClock.now()
        let (pair, isDue) = look(now)
        guard isDue else { return pair.identity }
        guard now >= pair.expiresAt else {
            // Still good for this client; the next one gets the new one.
            DispatchQueue.global().async { [self] in renewOnce() }
            return pair.identity
        }
        // Expired, as after a night's sleep: this client waits some milliseconds, instead of being refused.
        renewOnce()
        return look(now).pair.identity
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
                state.isRenewing = false
            }
            let isDue = now >= state.pair.dueAt && !state.isRenewing
            if isDue { state.isRenewing = true }
            return (state.pair, isDue)
        }
    }

    private func renewOnce() {
        renew()
        // If nothing changed on disk it failed, and was told; the next try is after a minute.
        let again = WallClock.now() + 60
        state.withLock { state in
            state.isRenewing = false
            state.pair.dueAt = max(state.pair.dueAt, again)
        }
    }

    private static func load(_ files: ServedFiles, _ renewBefore: Duration) throws -> Pair {
        let (identity, chain) = try files.load()
        let expiresAt = CertificateDetails.chain(pem: chain)?.first?.notAfter ?? .infinity
        return Pair(
            identity: identity, dueAt: expiresAt - Double(renewBefore.components.seconds), expiresAt: expiresAt)
    }
}
