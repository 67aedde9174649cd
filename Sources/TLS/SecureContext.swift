import COpenSSL
internal import StackModel

/// An `SSL_CTX`, freed with its last owner: what any number of connections have in common.
///
/// OpenSSL counts its references atomically, and lets any thread make connections of a context that nobody changes any
/// more. So it is set up within its owner's initialiser only, and held as a number: a pointer is not `Sendable`, and the
/// number says that what makes this one safe is the rule above, not the compiler.
final class SecureContext: Sendable {
    private let address: UInt

    var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }

    /// What server and client agree on: TLS 1.2 and 1.3, no renegotiation, no cache of sessions.
    init(minimum: TLSVersion = .tls12, maximum: TLSVersion = .tls13) throws(TLSConfigurationError) {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_method()) else {
            throw TLSConfigurationError(.library, detail: LibraryError.take().detail)
        }
        address = UInt(bitPattern: context)
        guard tls_context_set_versions(context, minimum.number, maximum.number) == 1 else {
            throw TLSConfigurationError(.library, detail: LibraryError.take().detail)
        }
        tls_context_refuse_renegotiation(context)
        tls_context_set_session_cache_mode(context, Int(SSL_SESS_CACHE_OFF))
        // A write that has to wait is tried again from wherever its bytes are by then. An idle connection holds no
        // record buffers. What is served is what was given: no chain is built out of the trusted certificates.
        tls_context_set_mode(
            context, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN)
    }

    deinit { SSL_CTX_free(pointer) }

    /// Takes the chain that is to be shown, leaf first, and the leaf's key.
    func use(chainPEM: [UInt8], keyPEM: [UInt8]) throws(TLSConfigurationError) {
        do throws(LibraryError) {
            try PEMReader.forEachCertificate(of: chainPEM) { index, certificate throws(LibraryError) in
                let taken =
                    index == 0
                    ? SSL_CTX_use_certificate(pointer, certificate)
                    : tls_context_add1_chain_certificate(pointer, certificate)
                guard taken == 1 else { throw LibraryError.take() }
            }
        } catch {
            throw TLSConfigurationError(.chain, detail: error.detail)
        }
        var isOther = false
        do throws(LibraryError) {
            try PEMReader.withPrivateKey(of: keyPEM) { key throws(LibraryError) in
                isOther = X509_check_private_key(SSL_CTX_get0_certificate(pointer), key) != 1
                guard !isOther, SSL_CTX_use_PrivateKey(pointer, key) == 1 else { throw LibraryError.take() }
            }
        } catch {
            throw TLSConfigurationError(isOther ? .keyOfAnotherCertificate : .key, detail: error.detail)
        }
    }
}
