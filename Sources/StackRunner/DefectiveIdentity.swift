import Certificates
internal import StackModel
import Synchronization
import TLS

/// A certificate that is bad on purpose, in memory alone: made when its service starts, and never healed.
///
/// It is made again, for the same key and with the same defect, when its authority has been made anew and before it would
/// run out: else it would be bad in another way by then.
final class DefectiveIdentity: TLSIdentitySource {
    /// Makes the chain, for this key if there is one.
    typealias Making = @Sendable (_ keptKey: [UInt8]?) throws -> IssuedCertificate

    private struct State {
        var stamps: [FileStamp?]
        /// Seconds since 1970-01-01T00:00:00Z.
        var madeAt: Double
        var keyPEM: [UInt8]
        var identity: TLSServerIdentity
    }

    private let signerFiles: [String]
    private let now: @Sendable () -> Double
    private let make: Making
    private let defect: CertificateDefect
    private let tls: ServiceTLS
    private let longestUse: Double
    private let complain: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - signerFiles: the authority's, whose change makes the chain outdated.
    ///   - tls: what the service says of its TLS.
    ///   - longestUse: after so many seconds it is made again.
    ///   - now: seconds since 1970-01-01T00:00:00Z.
    ///   - complain: told when it cannot be made again; the one before is served on.
    /// - Throws: what `make` throws, or a `TLSConfigurationError` when the chain cannot be served.
    init(
        _ defect: CertificateDefect, tls: ServiceTLS, signerFiles: [String], longestUse: Double,
        now: @escaping @Sendable () -> Double,
        complain: @escaping @Sendable (String) -> Void, make: @escaping Making
    ) throws {
        self.signerFiles = signerFiles
        self.defect = defect
        self.tls = tls
        self.longestUse = longestUse
        self.now = now
        self.complain = complain
        self.make = make
        // The stamps come first: a change after them is seen at the next handshake.
        let stamps = signerFiles.map(FileStamp.init(of:))
        let made = try make(nil)
        let keyPEM = made.keyPEM ?? []
        let identity = try Self.identity(made, keyPEM, defect, tls)
        state = Mutex(State(stamps: stamps, madeAt: now(), keyPEM: keyPEM, identity: identity))
    }

    func identity(forServerName name: String?) -> TLSServerIdentity {
        let stamps = signerFiles.map(FileStamp.init(of:))
        let now = now()
        // Others wait meanwhile: a signature is a matter of a millisecond.
        return state.withLock { state in
            let isOfToday = (state.madeAt...state.madeAt + longestUse).contains(now)
            guard stamps != state.stamps || !isOfToday else { return state.identity }
            state.stamps = stamps
            state.madeAt = now
            do {
                state.identity = try Self.identity(make(state.keyPEM), state.keyPEM, defect, tls)
            } catch {
                complain("its bad certificate cannot be made again, the one before is served: \(error)")
            }
            return state.identity
        }
    }

    private static func identity(
        _ made: IssuedCertificate, _ keyPEM: [UInt8], _ defect: CertificateDefect, _ tls: ServiceTLS
    ) throws(TLSConfigurationError) -> TLSServerIdentity {
        // OpenSSL shows neither a small key nor a signature over SHA-1 by itself.
        try TLSServerIdentity(
            chainPEM: made.chainPEM, keyPEM: keyPEM, minimumVersion: tls.minimumVersion,
            takesWeakCertificates: defect == .weakKey || defect == .sha1)
    }
}
