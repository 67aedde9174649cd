import COpenSSL
package import StackModel

/// What a client verifies servers with; immutable, and shared by any number of connections.
package final class TLSClientContext: Sendable {
    let context: SecureContext

    /// - Parameters:
    ///   - applicationProtocols: Offered by ALPN, best first.
    ///   - time: When chains are judged to be shown, in seconds since 1970-01-01T00:00:00Z; `nil` is the moment itself.
    ///   - certificate: Shown to a server that asks for one; without it, such a server is told that there is none.
    ///
    /// Throws a ``TLSConfigurationError`` if the trust, the certificate or a protocol's name cannot be used.
    package init(
        trust: TLSTrust, policy: RequestSpecification.Policy = .default, applicationProtocols: [String] = ["http/1.1"],
        time: Int? = nil, minimumVersion: TLSVersion = .tls12, maximumVersion: TLSVersion = .tls13,
        certificate: ClientIdentity? = nil
    ) throws(TLSConfigurationError) {
        let protocols = try ApplicationProtocols(applicationProtocols)
        context = try SecureContext(minimum: minimumVersion, maximum: maximumVersion)
        if let certificate { try context.use(chainPEM: certificate.chainPEM, keyPEM: certificate.keyPEM) }
        try apply(trust)
        if policy == .strict {
            X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.pointer), UInt(X509_V_FLAG_X509_STRICT))
        }
        if let time { X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context.pointer), time) }
        SSL_CTX_set_verify(context.pointer, trust == .none ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nil)
        SSL_CTX_set_cert_verify_callback(context.pointer, { chain, _ in Session.verifyChain(of: chain) }, nil)
        SSL_CTX_set_cert_cb(context.pointer, { ssl, _ in Session.noteCertificateRequest(ssl: ssl) }, nil)
        // This function, unlike its neighbours, gives 0 for success.
        guard SSL_CTX_set_alpn_protos(context.pointer, protocols.wire, UInt32(protocols.wire.count)) == 0 else {
            throw TLSConfigurationError(.applicationProtocols, detail: LibraryError.take().detail)
        }
    }

    private func apply(_ trust: TLSTrust) throws(TLSConfigurationError) {
        ERR_clear_error()
        let store = SSL_CTX_get_cert_store(context.pointer)
        do throws(LibraryError) {
            switch trust {
            case .authority(let pem):
                try PEMReader.forEachCertificate(of: pem) { _, certificate throws(LibraryError) in
                    guard X509_STORE_add_cert(store, certificate) == 1 else { throw LibraryError.take() }
                }
            case .systemDirectory:
                // Reads a certificate when a chain asks for it; the bundle beside the directory is read whole.
                guard let lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir()),
                    X509_LOOKUP_ctrl(
                        lookup, X509_L_ADD_DIR, X509_get_default_cert_dir(), Int(X509_FILETYPE_PEM), nil) == 1
                else { throw LibraryError.take() }
            case .installed:
                guard SSL_CTX_set_default_verify_paths(context.pointer) == 1 else { throw LibraryError.take() }
            case .none:
                break
            }
        } catch {
            throw TLSConfigurationError(.trust, detail: error.detail)
        }
    }
}
