import COpenSSL
internal import Chains
internal import StackModel

/// What OpenSSL calls in the midst of a handshake.
extension Session {
    /// At the ClientHello, before a ticket is looked at (`SSL_CTX_set_client_hello_cb`): the identity for the name that
    /// the client asks for. A client without a name keeps that which its connection began with.
    static func chooseIdentity(ssl: OpaquePointer?) -> Int32 {
        guard let session = Session.behind(ssl), let source = session.source else { return SSL_CLIENT_HELLO_ERROR }
        var content: UnsafePointer<UInt8>?
        var length = 0
        guard SSL_client_hello_get0_ext(ssl, UInt32(TLSEXT_TYPE_server_name), &content, &length) == 1,
            let name = ServerName(extension: UnsafeBufferPointer(start: content, count: length))
        else { return SSL_CLIENT_HELLO_SUCCESS }
        let identity = source.identity(forServerName: name.text)
        guard identity !== session.identity else { return SSL_CLIENT_HELLO_SUCCESS }
        guard SSL_set_SSL_CTX(ssl, identity.context.pointer) != nil else { return SSL_CLIENT_HELLO_ERROR }
        // Unlike all else, this is not taken from the other context.
        SSL_set_verify(ssl, SSL_CTX_get_verify_mode(identity.context.pointer), nil)
        session.identity = identity
        return SSL_CLIENT_HELLO_SUCCESS
    }

    /// `SSL_CTX_set_alpn_select_cb`.
    static func chooseApplicationProtocol(
        ssl: OpaquePointer?, choice: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        choiceLength: UnsafeMutablePointer<UInt8>?, list: UnsafePointer<UInt8>?, length: UInt32
    ) -> Int32 {
        let offered = UnsafeBufferPointer(start: list, count: Int(length))
        guard let protocols = Session.behind(ssl)?.identity?.applicationProtocols,
            let range = protocols.choice(from: offered), let base = offered.baseAddress
        else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        choice?.pointee = base + range.lowerBound
        choiceLength?.pointee = UInt8(range.count)
        return SSL_TLSEXT_ERR_OK
    }

    /// Instead of OpenSSL's own call of `X509_verify_cert` (`SSL_CTX_set_cert_verify_callback`), as the one place where a
    /// chain can be seen that will not be accepted: the connection forgets it.
    static func verifyChain(of verification: OpaquePointer?) -> Int32 {
        let ssl = X509_STORE_CTX_get_ex_data(verification, SSL_get_ex_data_X509_STORE_CTX_idx())
        guard let session = Session.behind(ssl.map(OpaquePointer.init)) else { return 0 }
        let certificates = X509_STORE_CTX_get0_untrusted(verification)
        session.chain = (0..<max(0, tls_certificates_count(certificates))).compactMap { index in
            tls_certificates_at(certificates, index).map(ServedCertificate.init(certificate:))
        }
        return SSL_get_verify_mode(session.ssl) == SSL_VERIFY_NONE ? 1 : X509_verify_cert(verification)
    }

    /// When the server has asked for a certificate (`SSL_CTX_set_cert_cb`): by it one tells later what it disliked.
    static func noteCertificateRequest(ssl: OpaquePointer?) -> Int32 {
        Session.behind(ssl)?.isCertificateRequested = true
        return 1
    }
}
