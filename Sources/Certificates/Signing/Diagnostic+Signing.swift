package import Diagnostics

/// Mistakes in what is to be signed.
extension Diagnostic {
    static func unusableRequest(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, .unusableRequest, "\(path) is not a certificate signing request that its own key has signed",
            remedy: "Make one with `openssl req -new -key KEY -out FILE`; it begins with BEGIN CERTIFICATE REQUEST.")
    }

    static func weakRequest(_ path: String, _ key: String) -> Diagnostic {
        Diagnostic(
            .error, .weakRequest, "the key of \(path) is \(key), for which devstack makes no certificate",
            remedy: "Make the request with a key on P-256 or P-384, or an RSA key of 2048, 3072 or 4096 bits.")
    }

    static func requestWithoutNames(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, .requestWithoutNames, "\(path) asks for no names, and none were given",
            remedy: "Name them: `devstack certs sign --csr \(path) app.test`.")
    }

    static func noPair(_ name: String) -> Diagnostic {
        Diagnostic(
            .error, .noPair, "the certificate \(name) and its key are not a pair that can be read",
            remedy: "Run `devstack certs` to see what is wrong with it.")
    }

    /// The same mistake, of an authority that no stack file stands for.
    package func ofUser(directory: String) -> Diagnostic {
        guard let kind = CertificateCode(rawValue: code) else { return self }
        if [.folderUnusable, .foreignFolder].contains(kind) {
            var diagnostic = self
            diagnostic.remedy = "Run devstack as its owner, or set XDG_DATA_HOME to a data folder of your own."
            return diagnostic
        }
        let renewal =
            "ove \(directory) away: the next `devstack certs issue` makes a new authority, which clients must then trust."
        var diagnostic = self
        switch kind {
        case .corruptAuthority, .authorityKeyMissing, .authorityKeyMismatch, .foreignAuthority:
            diagnostic.remedy = "Restore it from a copy, or m" + renewal
        case .authorityNotYetValid: diagnostic.remedy = "Set the clock right, or m" + renewal
        // A copy would be as old.
        case .authorityExpired, .authorityEndsSoon: diagnostic.remedy = "M" + renewal
        default: break
        }
        return diagnostic
    }
}
