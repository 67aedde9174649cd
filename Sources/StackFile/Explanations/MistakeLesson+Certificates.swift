extension MistakeLesson {
    static let ofCertificates: [MistakeLesson] = [
        MistakeLesson(
            .badHostName,
            """
            A host name is labels of letters, digits and hyphens with dots between them, or an IP address; without
            scheme, port, path or brackets. An international name is written as DNS has it: `xn--...`.
            """,
            wrong: "certificates:\n  app: [\"https://app.test\"]\nservices:\n  api: {command: ./api}\n",
            right: "certificates:\n  app: [app.test]\nservices:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .badWildcard,
            """
            A wildcard in a certificate stands for one whole label, the leftmost, and clients take it only above two
            labels or more: `*.app.test` is good for `api.app.test`, but neither for `app.test` nor for
            `a.b.app.test`. Browsers and OpenSSL refuse `*.test` and `*.localhost`.
            """,
            wrong: "certificates:\n  app: [\"*.test\"]\nservices:\n  api: {command: ./api}\n",
            right: "certificates:\n  app: [\"*.app.test\"]\nservices:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .nameNotPermitted,
            """
            The stack's authority may certify localhost, what is below it, *.test and the loopback addresses, and each
            client checks that (RFC 5280, name constraints). So a stolen key of it cannot pose as your bank.

            Use a name below test or localhost, or add yours to `permit`: that makes a new authority, which clients
            must then trust again.
            """,
            wrong: "certificates:\n  app: [app.corp.example]\nservices:\n  api: {command: ./api}\n",
            right: "authority: {permit: [corp.example]}\ncertificates:\n  app: [app.corp.example]\n"
                + "services:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .badValidity,
            """
            A certificate may be valid for 1 to 397 days: clients refuse a longer life, and since renewal is automatic
            nothing is gained by one. It must be renewed before it ends, so `renew_before` is less than `days`.
            """,
            wrong: "certificates:\n  app: {names: [app.test], days: 7, renew_before: 30d}\n"
                + "services:\n  api: {command: ./api}\n",
            right: "certificates:\n  app: {names: [app.test], days: 7, renew_before: 2d}\n"
                + "services:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .unknownCertificate,
            """
            `tls` of a service and `client_certificate` of a check name one of the `certificates` of this file; one of
            that name is not there. Add it, or correct the name.
            """,
            wrong: "certificates:\n  localhost: [localhost]\nservices:\n  site: {files: ., port: 8443, tls: local}\n",
            right: "certificates:\n  localhost: [localhost]\n"
                + "services:\n  site: {files: ., port: 8443, tls: localhost}\n"),
    ]
}
