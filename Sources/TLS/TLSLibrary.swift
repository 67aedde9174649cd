/// OpenSSL as a whole.
package enum TLSLibrary {
    /// Pays what the first context of a process costs (providers, ciphers, errors): some 2 ms, later ones a tenth of it.
    ///
    /// May run on another thread while something else is done (OPENSSL_init_ssl(3) is safe there).
    package static func initialise() {
        _ = try? SecureContext()
    }
}
