import COpenSSL
internal import StackModel

extension TLSVersion {
    /// As on the wire.
    var number: Int32 {
        switch self {
        case .tls12: TLS1_2_VERSION
        case .tls13: TLS1_3_VERSION
        }
    }
}
