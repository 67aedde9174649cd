import COpenSSL

/// A version of TLS that is still in use.
package enum TLSVersion: String, Sendable, Hashable, CaseIterable {
    /// RFC 5246.
    case tls12 = "TLSv1.2"
    /// RFC 8446.
    case tls13 = "TLSv1.3"

    /// As on the wire.
    var number: Int32 {
        switch self {
        case .tls12: TLS1_2_VERSION
        case .tls13: TLS1_3_VERSION
        }
    }
}
