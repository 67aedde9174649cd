import COpenSSL
internal import NIOCore
internal import StackModel

/// One connection's `SSL`: the calls to OpenSSL, and what it calls back.
///
/// Knows nothing of channels. Confined to the event loop of its handler.
final class Session {
    /// How far a call came.
    enum Progress: Equatable {
        case done
        /// Nothing more can be done until the peer has sent more.
        case needsInput
        /// The peer has said that it sends no more (close_notify).
        case ended
        case failed(TLSFailure)
    }

    let transport = Transport()
    let ssl: OpaquePointer
    /// Who is asked for an identity; `nil` of a client.
    let source: (any TLSIdentitySource)?
    /// What the server shows, kept alive as long as the connection.
    var identity: TLSServerIdentity?
    /// What the peer sent, whether or not it was accepted.
    var chain: [ServedCertificate] = []
    /// Whether the handshake is over; `SSL_is_init_finished` is false again while keys are being changed.
    private(set) var isEstablished = false
    /// Whether the server asked for a certificate.
    var isCertificateRequested = false

    /// The server's end, with the identity for a client that names nobody until it names somebody.
    convenience init(source: any TLSIdentitySource) throws(TLSFailure) {
        let identity = source.identity(forServerName: nil)
        try self.init(context: identity.context, source: source)
        self.identity = identity
        SSL_set_accept_state(ssl)
    }

    /// The client's end, which takes a chain for this host only.
    convenience init(context: TLSClientContext, host: String) throws(TLSFailure) {
        try self.init(context: context.context, source: nil)
        try expect(host: host)
        SSL_set_connect_state(ssl)
    }

    private init(context: SecureContext, source: (any TLSIdentitySource)?) throws(TLSFailure) {
        ERR_clear_error()
        guard let ssl = SSL_new(context.pointer) else {
            throw TLSFailure(.badResponse, detail: LibraryError.take().detail)
        }
        self.ssl = ssl
        self.source = source
        guard let bio = transport.makeBIO() else {
            throw TLSFailure(.badResponse, detail: LibraryError.take().detail)
        }
        SSL_set_bio(ssl, bio, bio)
        tls_set_owner(ssl, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit { SSL_free(ssl) }

    /// The session behind an `SSL` that OpenSSL calls back about.
    static func behind(_ ssl: OpaquePointer?) -> Session? {
        ssl.flatMap { tls_owner($0) }.map { Unmanaged<Session>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A name is asked for by SNI and compared with the certificate's DNS names; an address, with its IP addresses only
    /// (RFC 6066, section 3, and RFC 9525, section 6).
    private func expect(host: String) throws(TLSFailure) {
        let parameters = SSL_get0_param(ssl)
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        if X509_VERIFY_PARAM_set1_ip_asc(parameters, name) == 1 { return }
        ERR_clear_error()
        guard X509_VERIFY_PARAM_set1_host(parameters, name, name.utf8.count) == 1, !name.isEmpty,
            tls_set_server_name(ssl, name) == 1
        else { throw TLSFailure(.wrongHost, detail: "\"\(host)\" is neither a DNS name nor an IP address") }
    }
}

extension Session {
    /// `TLSv1.2` or `TLSv1.3`, once it is agreed on.
    var version: String { String(cString: SSL_get_version(ssl)) }

    /// What ALPN agreed on.
    var applicationProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &length)
        guard let name, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    }

    func shakeHands() -> Progress {
        ERR_clear_error()
        let progress = progress(of: SSL_do_handshake(ssl))
        isEstablished = progress == .done
        return progress
    }

    /// Decrypts all that has arrived; never `done`.
    func decrypt(into plaintext: inout ByteBuffer) -> Progress {
        while true {
            ERR_clear_error()
            var result: Int32 = 0
            // The rest of a record that did not fit, else at least something, for SSL_read of no bytes means nothing.
            plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: max(1, Int(SSL_pending(ssl)))) { space in
                result = SSL_read(ssl, space.baseAddress, Int32(clamping: space.count))
                return max(0, Int(result))
            }
            guard result > 0 else { return progress(of: result) }
            // Saves the call that would only find nothing.
            if transport.unreadBytes == 0 && SSL_pending(ssl) == 0 { return .needsInput }
        }
    }

    /// How many plain bytes the next ``decrypt(into:)`` may give: those that arrived, and a record that had begun before.
    var plaintextEstimate: Int {
        transport.unreadBytes + (SSL_has_pending(ssl) == 1 ? Self.recordLimit : 0)
    }

    /// How many bytes the records for so many plain ones take at most, joined or not.
    func ciphertextLength(of count: Int) -> Int {
        count + (count / Self.recordLimit + 2) * Int(SSL3_RT_MAX_ENCRYPTED_OVERHEAD)
    }

    /// Plain bytes in one record at most (RFC 8446, section 5.1).
    static var recordLimit: Int { Int(SSL3_RT_MAX_PLAIN_LENGTH) }

    /// Encrypts all of the bytes, or none of them; then the next call must be for the same bytes, and may add to them.
    func encrypt(_ bytes: UnsafeRawBufferPointer) -> Progress {
        ERR_clear_error()
        return progress(of: SSL_write(ssl, bytes.baseAddress, Int32(clamping: bytes.count)))
    }

    /// Writes close_notify.
    func announceEnd() {
        ERR_clear_error()
        SSL_shutdown(ssl)
        ERR_clear_error()
    }

    private func progress(of result: Int32) -> Progress {
        if result > 0 { return .done }
        switch SSL_get_error(ssl, result) {
        // The BIO takes whatever is written, so that only reading can have to wait.
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsInput
        case SSL_ERROR_ZERO_RETURN: return .ended
        default: return .failed(failure(of: LibraryError.take()))
        }
    }
}
