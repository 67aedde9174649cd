import COpenSSL
package import StackModel

/// A certificate chain with its key, and the settings that a server speaks TLS with; immutable.
package final class TLSServerIdentity: Sendable {
    let context: SecureContext
    let applicationProtocols: ApplicationProtocols
    /// Whether a client must show a certificate of its own.
    let asksForCertificate: Bool

    /// - Parameters:
    ///   - chainPEM: The leaf, then any intermediate.
    ///   - applicationProtocols: For ALPN, best first; a client that offers none of them is refused, one that offers
    ///     nothing is served (RFC 7301, section 3.2).
    ///   - clientAuthorityPEM: The authorities of whose certificates a client must show one; `nil` asks for none.
    ///   - takesWeakCertificates: Whether keys and signatures are shown that OpenSSL refuses to (security level 0,
    ///     SSL_CTX_set_security_level(3)): for a chain that is bad on purpose.
    ///
    /// Throws a ``TLSConfigurationError`` if chain, key or authorities cannot be read, or if the key is not the leaf's.
    package init(
        chainPEM: [UInt8], keyPEM: [UInt8], applicationProtocols: [String] = ["http/1.1"],
        minimumVersion: TLSVersion = .tls12, clientAuthorityPEM: [UInt8]? = nil, takesWeakCertificates: Bool = false
    ) throws(TLSConfigurationError) {
        self.applicationProtocols = try ApplicationProtocols(applicationProtocols)
        asksForCertificate = clientAuthorityPEM != nil
        context = try SecureContext(minimum: minimumVersion)
        if takesWeakCertificates { SSL_CTX_set_security_level(context.pointer, 0) }
        try context.use(chainPEM: chainPEM, keyPEM: keyPEM)
        try setCiphers()
        try bindTickets()
        if let clientAuthorityPEM { try askClients(pem: clientAuthorityPEM) }
        SSL_CTX_set_client_hello_cb(context.pointer, { ssl, _, _ in Session.chooseIdentity(ssl: ssl) }, nil)
        if !applicationProtocols.isEmpty {
            SSL_CTX_set_alpn_select_cb(
                context.pointer,
                { ssl, choice, choiceLength, list, length, _ in
                    Session.chooseApplicationProtocol(
                        ssl: ssl, choice: choice, choiceLength: choiceLength, list: list, length: length)
                }, nil)
        }
    }

    /// Forward secrecy and authenticated encryption only (RFC 9325, section 4.2), the fastest first; of the groups those of
    /// Mozilla's "intermediate" configuration, which every client of the last ten years has.
    private func setCiphers() throws(TLSConfigurationError) {
        let newer = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
        let older = "ECDHE+AESGCM:ECDHE+CHACHA20"
        guard SSL_CTX_set_ciphersuites(context.pointer, newer) == 1,
            SSL_CTX_set_cipher_list(context.pointer, older) == 1,
            tls_context_set_groups(context.pointer, "X25519:P-256:P-384") == 1
        else { throw TLSConfigurationError(.library, detail: LibraryError.take().detail) }
        tls_context_prefer_own_ciphers(context.pointer)
    }

    /// One ticket a handshake is enough for clients that keep connections. It is good for this very leaf only, so that
    /// whoever comes back after a renewal is shown the new one.
    private func bindTickets() throws(TLSConfigurationError) {
        var digest = [UInt8](repeating: 0, count: Int(SSL_MAX_SID_CTX_LENGTH))
        var length = UInt32(digest.count)
        let leaf = SSL_CTX_get0_certificate(context.pointer)
        guard X509_digest(leaf, EVP_sha256(), &digest, &length) == 1,
            SSL_CTX_set_session_id_context(context.pointer, digest, length) == 1,
            SSL_CTX_set_num_tickets(context.pointer, 1) == 1
        else { throw TLSConfigurationError(.library, detail: LibraryError.take().detail) }
    }

    /// Who shows none, or one that these authorities did not issue for clients, is refused (RFC 8446, section 4.3.2).
    ///
    /// There are no tickets then: a session that is resumed shows no certificate, so that one which has expired since, or whose
    /// issuer is trusted no more, would go on being taken.
    private func askClients(pem: [UInt8]) throws(TLSConfigurationError) {
        let store = SSL_CTX_get_cert_store(context.pointer)
        do throws(LibraryError) {
            try PEMReader.forEachCertificate(of: pem) { _, certificate throws(LibraryError) in
                guard X509_STORE_add_cert(store, certificate) == 1,
                    SSL_CTX_add_client_CA(context.pointer, certificate) == 1,
                    SSL_CTX_set_num_tickets(context.pointer, 0) == 1
                else { throw LibraryError.take() }
            }
        } catch {
            throw TLSConfigurationError(.clientAuthority, detail: error.detail)
        }
        tls_context_refuse_tickets(context.pointer)
        SSL_CTX_set_verify(context.pointer, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        SSL_CTX_set_cert_verify_callback(context.pointer, { chain, _ in Session.verifyChain(of: chain) }, nil)
    }
}
