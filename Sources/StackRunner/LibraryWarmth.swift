import Certificates
import Dispatch
import Synchronization
import TLS

/// OpenSSL's first use costs some milliseconds: paid on another thread while something else is done.
package enum LibraryWarmth {
    /// What will be used.
    package enum Use: Sendable {
        /// Connections.
        case connections
        /// Keys and certificates alone.
        case certificates
    }

    private static let hasBegun = Atomic(false)

    /// Only the first call of a process does something.
    package static func begin(_ use: Use = .connections) {
        guard !hasBegun.exchange(true, ordering: .relaxed) else { return }
        // A mistake in the stack file ends the process while the other thread is at it.
        TLSLibrary.keepUntilExit()
        DispatchQueue.global().async {
            switch use {
            case .connections: TLSLibrary.initialise()
            case .certificates: CertificateLibrary.initialise()
            }
        }
    }
}
