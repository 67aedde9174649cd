package import Diagnostics

/// Mistakes in what is to be signed.
extension Diagnostic {
    static func unusableRequest(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, "C025", "\(path) is not a certificate signing request that its own key has signed",
            remedy: "Make one with `openssl req -new -key KEY -out FILE`; it begins with BEGIN CERTIFICATE REQUEST.")
    }

    static func weakRequest(_ path: String, _ key: String) -> Diagnostic {
        Diagnostic(
            .error, "C026", "the key of \(path) is \(key), for which devstack makes no certificate",
            remedy: "Make the request with a key on P-256 or P-384, or an RSA key of 2048, 3072 or 4096 bits.")
    }

    static func requestWithoutNames(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, "C027", "\(path) asks for no names, and none were given",
            remedy: "Name them: `devstack certs sign --csr \(path) app.test`.")
    }

    /// The same mistake, of an authority that no stack file stands for.
    package func ofUser(directory: String) -> Diagnostic {
        if ["C001", "C014"].contains(code) {
            var diagnostic = self
            diagnostic.remedy = "Run devstack as its owner, or set XDG_DATA_HOME to a data folder of your own."
            return diagnostic
        }
        guard ["C003", "C004", "C005", "C006", "C007", "C008", "C009"].contains(code) else { return self }
        var diagnostic = self
        diagnostic.remedy =
            "Restore it from a copy, or move \(directory) away: the next `devstack certs issue` makes a new authority, "
            + "which clients must then trust."
        return diagnostic
    }
}
