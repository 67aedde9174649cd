internal import Diagnostics

/// Mistakes that have to do with the authority.
///
/// An authority is never replaced without the user's word: clients trust it.
extension Diagnostic {
    /// What every authority that cannot be used has as its last resort.
    private static let renewal =
        "run `devstack certs --renew-authority` to make a new authority; clients must then trust the new ca.pem"

    static func corruptAuthority(_ path: String, _ complaint: String) -> Diagnostic {
        Diagnostic(.error, .corruptAuthority, "\(path) \(complaint)", remedy: "Restore it from a copy, or \(renewal).")
    }

    static func authorityKeyMissing(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, .authorityKeyMissing,
            "\(path), the authority's private key, is missing, so that no certificate can be made or renewed",
            remedy: "Restore it from a copy, or \(renewal).")
    }

    static func authorityKeyMismatch(_ keyPath: String, _ certificatePath: String) -> Diagnostic {
        Diagnostic(
            .error, .authorityKeyMismatch, "the key \(keyPath) does not match the certificate \(certificatePath)",
            remedy: "Restore the one that is wrong from a copy, or \(renewal).")
    }

    static func foreignAuthority(_ path: String, subject: String) -> Diagnostic {
        Diagnostic(
            .error, .foreignAuthority,
            "\(path) (\(subject)) is not an authority that devstack made, so it is left alone",
            remedy: "Give `authority: {directory: ...}` another folder, or \(renewal) (the old files are kept).")
    }

    static func authorityExpired(_ path: String, since: Double) -> Diagnostic {
        Diagnostic(
            .error, .authorityExpired,
            "the authority \(path) expired on \(TimeInWords.date(since)), and its certificates with it",
            remedy: sentence(renewal))
    }

    static func authorityNotYetValid(_ path: String, from: Double, now: Double) -> Diagnostic {
        Diagnostic(
            .error, .authorityNotYetValid,
            "the authority \(path) is not valid before \(TimeInWords.date(from)), and this machine's clock says "
                + TimeInWords.date(now),
            remedy: "Set the clock right, or \(renewal).")
    }

    static func authorityEndsSoon(_ path: String, left: Double) -> Diagnostic {
        Diagnostic(
            .warning, .authorityEndsSoon,
            "the authority \(path) expires in \(TimeInWords.span(left)), and no certificate outlives it",
            remedy: "When it suits you, " + renewal + ".")
    }

    static func authorityReplaced(_ path: String, reason: String, aside: String?) -> Diagnostic {
        let kept = aside.map { "; the old one is kept as \($0), so that you can remove it there" } ?? ""
        return Diagnostic(
            .warning, .authorityReplaced, "\(path) is a new authority, since \(reason)",
            remedy: "Trust \(path) again wherever the old authority was trusted\(kept).")
    }

    static func authorityCertificateMade(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, .authorityCertificateMade,
            "\(path) was missing, and has been made anew for the key that is there",
            remedy: "Trust \(path) again wherever the old authority was trusted.")
    }

    static func existingAuthorityUnusable(_ path: String, _ complaint: String) -> Diagnostic {
        Diagnostic(
            .error, .existingAuthorityUnusable, "the authority cannot be used: \(path) \(complaint)",
            remedy: "Put that right, name another under `authority: {certificate: FILE, key: FILE}`, "
                + "or leave both out: devstack then makes its own.")
    }

    static func existingAuthorityStays(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, .existingAuthorityStays,
            "the authority \(path) was made by someone else, and devstack does not replace it",
            remedy: "Renew it where it was made; `devstack certs --renew` renews the certificates below it.")
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
