import Certificates
import Dispatch
import Linux
internal import StackModel
import Synchronization
import TLS

/// A certificate that is bad on purpose, in memory alone: made when its service starts, and never healed.
///
/// It is made again, for the same key and with the same defect, when its authority has been made anew and before it would
/// run out: else it would be bad in another way by then. Clients that come meanwhile wait.
final class DefectiveIdentity: TLSIdentitySource {
    /// Makes the chain, for this key if there is one; may block.
    typealias Making = @Sendable (_ keptKey: [UInt8]?) throws -> IssuedCertificate

    private struct State {
        var stamps: [FileStamp?]
        /// Seconds since 1970-01-01T00:00:00Z.
        var madeAt: Double
        var identity: TLSServerIdentity
        var isMaking = false
        /// Who waits for what is being made, each by a number.
        var waiting: [Int: @Sendable () -> Void] = [:]
        var nextNumber = 0
    }

    private let signerFiles: [String]
    private let now: @Sendable () -> Double
    private let make: Making
    private let defect: CertificateDefect
    private let tls: ServiceTLS
    private let clientAuthority: String?
    private let keyPEM: [UInt8]
    private let longestUse: Double
    private let patience: DispatchTimeInterval
    private let complain: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - tls: what the service says of its TLS.
    ///   - clientAuthority: the file of the authorities whose certificates clients must show; `nil` asks for none.
    ///   - signerFiles: the authority's, whose change makes the chain outdated.
    ///   - longestUse: after so many seconds it is made again.
    ///   - patience: how long a client waits for that; then it gets what there is.
    ///   - now: seconds since 1970-01-01T00:00:00Z.
    ///   - complain: told when it cannot be made again; the one before is served on.
    /// - Throws: what `make` throws, a `SystemError` or a `TLSConfigurationError` when the chain cannot be served.
    init(
        _ defect: CertificateDefect, tls: ServiceTLS, clientAuthority: String? = nil, signerFiles: [String],
        longestUse: Double,
        patience: DispatchTimeInterval = .seconds(5), now: @escaping @Sendable () -> Double,
        complain: @escaping @Sendable (String) -> Void, make: @escaping Making
    ) throws {
        let signerFiles = signerFiles + [clientAuthority].compactMap(\.self)
        self.signerFiles = signerFiles
        self.clientAuthority = clientAuthority
        self.defect = defect
        self.tls = tls
        self.longestUse = longestUse
        self.patience = patience
        self.now = now
        self.complain = complain
        self.make = make
        // The stamps come first: a change after them is seen at the next handshake.
        let stamps = signerFiles.map(FileStamp.init(of:))
        let made = try make(nil)
        keyPEM = made.keyPEM ?? []
        state = Mutex(
            State(
                stamps: stamps, madeAt: now(), identity: try Self.identity(made, keyPEM, defect, tls, clientAuthority)))
    }

    func isReady(orTell ready: @escaping @Sendable () -> Void) -> Bool {
        let stamps = signerFiles.map(FileStamp.init(of:))
        let now = now()
        let (number, isFirst): (Int?, Bool) = state.withLock { state in
            let isOfToday = (state.madeAt...state.madeAt + longestUse).contains(now)
            guard state.isMaking || stamps != state.stamps || !isOfToday else { return (nil, false) }
            defer { state.isMaking = true }
            state.nextNumber += 1
            state.waiting[state.nextNumber] = ready
            return (state.nextNumber, !state.isMaking)
        }
        guard let number else { return true }
        if isFirst { DispatchQueue.global().async { [self] in makeAgain(stamps, now) } }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in
            self?.state.withLock { $0.waiting.removeValue(forKey: number) }?()
        }
        return false
    }

    func identity(forServerName name: String?) -> TLSServerIdentity { state.withLock { $0.identity } }

    /// One that failed is not tried again until the next change.
    private func makeAgain(_ stamps: [FileStamp?], _ now: Double) {
        var made: TLSServerIdentity?
        do {
            made = try Self.identity(make(keyPEM), keyPEM, defect, tls, clientAuthority)
        } catch {
            complain("its bad certificate cannot be made again, the one before is served: \(error)")
        }
        let waiting = state.withLock { state in
            if let made { state.identity = made }
            state.stamps = stamps
            state.madeAt = now
            state.isMaking = false
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for tell in waiting { tell() }
    }

    private static func identity(
        _ made: IssuedCertificate, _ keyPEM: [UInt8], _ defect: CertificateDefect, _ tls: ServiceTLS,
        _ clientAuthority: String?
    ) throws -> TLSServerIdentity {
        // OpenSSL shows neither a small key nor a signature over SHA-1 by itself.
        try TLSServerIdentity(
            chainPEM: made.chainPEM, keyPEM: keyPEM, minimumVersion: tls.minimumVersion,
            clientAuthorityPEM: clientAuthority.map { try WholeFile.read($0) },
            takesWeakCertificates: defect == .weakKey || defect == .sha1)
    }
}
