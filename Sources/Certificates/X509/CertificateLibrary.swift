import COpenSSL

/// What OpenSSL looks up once in a process.
package enum CertificateLibrary {
    /// Pays what the first key and the first certificate of a process cost (configuration, providers, encoders): some
    /// 2 ms, later ones a tenth of it.
    ///
    /// May run on another thread while something else is done (OPENSSL_init_crypto(3) is safe there).
    package static func initialise() {
        guard let key = try? PrivateKey.generate(), let pem = try? key.pem(),
            let authority = try? Authority.make(key: key, constraints: .local, pathLength: 0, now: 0)
        else { return }
        // What is on disk already is read by other functions.
        _ = PrivateKey(pem: pem).map { authority.certificate.matches($0) }
    }
}
