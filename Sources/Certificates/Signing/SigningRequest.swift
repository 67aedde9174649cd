import COpenSSL

/// A certificate signing request (PKCS #10, RFC 2986).
///
/// Its key and the names that it asks for are all that is taken of it: what a certificate may be used for is for the
/// authority to say, and a request that asks for `CA:TRUE` gets what every other gets.
struct SigningRequest {
    /// The public half alone.
    let key: PrivateKey
    /// DNS names, addresses, email addresses and URIs, as text.
    let names: [String]

    /// Reads the first request of a PEM text; `nil` if there is none, or if it is not signed by its own key.
    init?(pem: [UInt8]) {
        defer { ERR_clear_error() }
        guard let source = try? MemoryBIO(pem), let request = PEM_read_bio_X509_REQ(source.bio, nil, nil, nil) else {
            return nil
        }
        defer { X509_REQ_free(request) }
        guard let public_ = X509_REQ_get_pubkey(request) else { return nil }
        key = PrivateKey(adopting: public_)
        guard X509_REQ_verify(request, key.pointer) == 1 else { return nil }
        if let list = x509_requested_names(request) {
            defer { GENERAL_NAMES_free(list) }
            names = Certificate.texts(of: list)
        } else {
            names = []
        }
    }
}
