internal import Diagnostics
internal import StackModel

/// Mistakes in what the stack file asks for, and what `devstack certs` says of a store that the next run changes.
extension Diagnostic {
    static func malformedName(_ text: String, at location: SourceLocation? = nil) -> Diagnostic {
        Diagnostic(
            .error, .malformedName, "`\(text)` is no name that a certificate can have", at: location,
            remedy: "Write a DNS name such as app.test or *.app.test (an international one in small letters, or as "
                + "xn--...), an IP address, an email address, or a URI with a host.")
    }

    static func nameNotPermitted(
        _ text: String, _ name: SubjectName, by settings: AuthoritySettings, at location: SourceLocation? = nil
    ) -> Diagnostic {
        let message = "the authority may not certify `\(text)`"
        if case .existing(let certificate, _) = settings.source {
            return Diagnostic(
                .error, .nameNotPermitted, message, at: location,
                remedy: "The name constraints in \(certificate) leave it out: use a name that they allow.")
        }
        guard !settings.isOfUser else {
            return Diagnostic(
                .error, .nameNotPermitted, message, at: location,
                remedy:
                    "Add `--permit \(name.domain)` to `devstack certs issue`: that makes a new authority, for that name too."
            )
        }
        let permitted = (settings.permit.map(\.value) + [name.domain]).joined(separator: ", ")
        return Diagnostic(
            .error, .nameNotPermitted, message, at: location,
            remedy: "Write `permit: [\(permitted)]` under `authority`.")
    }

    static func malformedPermit(_ entry: Located<String>) -> Diagnostic {
        Diagnostic(
            .error, .malformedPermit,
            "`\(entry.value)` is neither a DNS name nor an IP address nor a range of addresses",
            at: entry.location, remedy: "Write a name such as corp.example, which covers all below it, or 10.0.0.0/8.")
    }

    static func certificateWithoutNames(_ request: CertificateRequest) -> Diagnostic {
        Diagnostic(
            .error, .certificateWithoutNames, "the certificate \(request.name.value) has no names",
            at: request.name.location,
            remedy: "List the names that it is for, such as localhost.")
    }

    static func openSSL(_ failure: OpenSSLFailure) -> Diagnostic {
        Diagnostic(
            .error, .openSSL, "OpenSSL could not make a certificate: \(failure.function): \(failure.reason)",
            remedy: "Look at the system's OpenSSL configuration (`openssl version -d`).")
    }

    static func notMade(_ path: String, at location: SourceLocation? = nil) -> Diagnostic {
        Diagnostic(
            .warning, .notMade, "\(path) has not been made yet", at: location,
            remedy: "`devstack check` and `devstack up` make it.")
    }

    static func due(_ path: String, reason: String, at location: SourceLocation? = nil) -> Diagnostic {
        Diagnostic(
            .warning, .due, "\(path) is to be made anew: \(reason)", at: location,
            remedy: "`devstack check` and `devstack up` do it, and so does `devstack certs --renew`.")
    }
}
