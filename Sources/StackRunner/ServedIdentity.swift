import Certificates
import Linux
import Synchronization
import TLS

/// A certificate as it is on disk at each handshake: a renewed one is served from the next handshake on.
final class ServedIdentity: TLSIdentitySource {
    private struct State {
        var stamps: Stamps
        var identity: TLSServerIdentity
    }

    private struct Stamps: Equatable {
        var chain: FileStamp?
        var key: FileStamp?
    }

    private let chainFile: String
    private let keyFile: String
    private let complain: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// Reads the pair.
    ///
    /// - Parameter complain: told once of a changed pair that cannot be served; the one before is served on.
    /// - Throws: `SystemError` when a file cannot be read, `TLSConfigurationError` when the pair cannot be served.
    init(chainFile: String, keyFile: String, complain: @escaping @Sendable (String) -> Void) throws {
        self.chainFile = chainFile
        self.keyFile = keyFile
        self.complain = complain
        // The stamps come first: a change after them is seen at the next handshake.
        let stamps = Stamps(chain: FileStamp(of: chainFile), key: FileStamp(of: keyFile))
        state = Mutex(State(stamps: stamps, identity: try Self.load(chainFile, keyFile)))
    }

    func identity(forServerName name: String?) -> TLSServerIdentity {
        let stamps = Stamps(chain: FileStamp(of: chainFile), key: FileStamp(of: keyFile))
        return state.withLock { state in
            guard stamps != state.stamps else { return state.identity }
            do {
                state.identity = try Self.load(chainFile, keyFile)
            } catch {
                complain("the renewed certificate \(chainFile) cannot be served, the one before is: \(error)")
            }
            state.stamps = stamps
            return state.identity
        }
    }

    private static func load(_ chainFile: String, _ keyFile: String) throws -> TLSServerIdentity {
        try TLSServerIdentity(chainPEM: WholeFile.read(chainFile), keyPEM: WholeFile.read(keyFile))
    }
}
