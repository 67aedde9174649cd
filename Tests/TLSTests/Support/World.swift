import StackModel
import TLS

/// An authority with a leaf for localhost: what most tests need.
struct World: Sendable {
    var authority: Credentials
    var leaf: Credentials

    /// Made once for all tests that change nothing of it.
    static let usual = Result { try World() }

    init(authority recipe: Recipe = .authority("test authority"), leaf: Recipe = Recipe()) throws {
        authority = try Credentials(recipe)
        self.leaf = try Credentials(leaf, by: authority)
    }

    func identity(applicationProtocols: [String] = ["http/1.1"]) throws -> TLSServerIdentity {
        try leaf.identity(applicationProtocols: applicationProtocols)
    }

    func client(
        minimumVersion: TLSVersion = .tls12, maximumVersion: TLSVersion = .tls13,
        applicationProtocols: [String] = ["http/1.1"]
    ) throws -> TLSClientContext {
        try TLSClientContext(
            trust: .authority(pem: authority.certificatePEM), applicationProtocols: applicationProtocols,
            minimumVersion: minimumVersion, maximumVersion: maximumVersion)
    }
}

extension Credentials {
    func identity(applicationProtocols: [String] = ["http/1.1"]) throws -> TLSServerIdentity {
        try TLSServerIdentity(
            chainPEM: certificatePEM, keyPEM: keyPEM, applicationProtocols: applicationProtocols)
    }
}
