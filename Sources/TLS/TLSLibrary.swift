import COpenSSL

/// OpenSSL as a whole.
package enum TLSLibrary {
    /// Leaves OpenSSL as it is when the process exits: its own cleaning up, by atexit(3), would take away what another
    /// thread is still at (OPENSSL_INIT_NO_ATEXIT of OPENSSL_init_crypto(3)). To be called before anything else of OpenSSL.
    ///
    /// - Returns: whether OpenSSL can be used at all.
    @discardableResult
    package static func keepUntilExit() -> Bool {
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1
    }

    /// Pays what the first context of a process costs (providers, ciphers, errors): some 2 ms, later ones a tenth of it.
    ///
    /// May run on another thread while something else is done (OPENSSL_init_ssl(3) is safe there).
    package static func initialise() {
        _ = try? SecureContext()
    }
}
