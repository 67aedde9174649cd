/// Which authorities a client trusts.
package enum TLSTrust: Sendable, Equatable {
    /// These certificates alone, as PEM.
    case authority(pem: [UInt8])
    /// The distribution's roots from their hashed directory alone, whatever SSL_CERT_FILE and SSL_CERT_DIR say.
    case systemDirectory
    /// OpenSSL's default (SSL_CTX_set_default_verify_paths), SSL_CERT_FILE and SSL_CERT_DIR included.
    case installed
    /// No verification at all.
    case none
}
