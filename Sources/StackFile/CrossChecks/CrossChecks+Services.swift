internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// What one service says of itself.
    mutating func check(_ service: ServiceDraft) {
        checkKind(of: service)
        checkTLS(of: service)
        checkReadiness(of: service)
    }

    private mutating func checkKind(of service: ServiceDraft) {
        let kinds = service.givenKinds.sorted { one, other in
            guard let place = service.given[one], let second = service.given[other] else { return false }
            return isBefore(place, second)
        }
        var name: String { service.name.value.excerpt }
        guard let kind = kinds.first, let place = service.given[kind] else {
            report(
                .missingWord, "the service \(name) says nothing of what it is", at: service.name.location,
                remedy: "Add one of `files`, `table` or `command`.")
            return
        }
        for other in kinds.dropFirst() {
            guard let second = service.given[other] else { continue }
            report(
                .conflictingWords, "a service is one thing, and \(name) has both `\(kind)` and `\(other)`", at: second,
                remedy: "Make two services of it, or remove one of the two.",
                notes: [Diagnostic.Note("`\(kind)` is given here", at: place)])
        }
        if kinds.count > 1 { return }
        let here = [Diagnostic.Note("this makes it a built-in server", at: place)]
        if service.isBuiltIn {
            if service.given["port"] == nil {
                report(
                    .missingPort, "the service \(name) has no port", at: service.name.location,
                    remedy: "Add `port`, such as port: 8000.", notes: here)
            }
            misplaced(
                ["ports", "socket", "environment", "env_file", "working_dir", "tty", "stop_signal"], in: service.given,
                because: "is for a `command`",
                notes: here)
        } else {
            for word in ["ports", "socket"] where service.given["port"] == nil {
                guard let place = service.given[word] else { continue }
                report(
                    .missingPort, "`\(word)` needs a main port", at: place,
                    remedy: "Add `port`, such as port: 8000.")
            }
            misplaced(
                ["run", "hosts"], in: service.given, because: "is for the built-in servers",
                notes: [Diagnostic.Note("this makes it a program", at: place)])
        }
        guard kind == "table" else {
            misplaced(
                ["filters", "fill"], in: service.given, because: "is for a `table`",
                notes: [Diagnostic.Note("this service is no table", at: place)])
            return
        }
        for word in ["filters", "fill"] {
            guard let outer = service.given[word], let inner = service.table.given[word] else { continue }
            report(
                .conflictingWords, "`\(word)` is given twice, beside `table` and inside it", at: outer,
                remedy: "Remove one of the two.", notes: [Diagnostic.Note("the other is here", at: inner)])
        }
    }

    private mutating func checkTLS(of service: ServiceDraft) {
        if !service.isBuiltIn {
            misplaced(
                ["min_version", "client_ca", "defect"], in: service.tls.given, because: "is for the built-in servers",
                remedy: "Remove it: a program's TLS is its own affair.")
        }
        checkDefect(of: service)
        guard let tls = service.tls.certificate else { return }
        if let certificate = certificates[tls.value], certificate.usage == .client {
            report(
                .misplacedWord,
                "the certificate \(tls.value.excerpt) is for clients, and no client accepts it of a server",
                at: tls.location, remedy: "Write `usage: both`, or take another certificate.",
                notes: certificate.given["usage"].map { [Diagnostic.Note("its usage is given here", at: $0)] } ?? [])
        }
        if service.given["port"] == nil, !service.isBuiltIn {
            report(
                .missingPort, "`tls` needs a port", at: service.given["tls"] ?? tls.location, remedy: "Add `port`.")
        }
        guard certificates[tls.value] == nil else { return }
        let isTruth = ["true", "yes", "on"].contains(tls.value.lowercased())
        reportUnknownCertificate(
            tls, among: stack.certificates.map(\.name.value),
            ifNone: isTruth
                ? "Write tls: localhost, and add certificates: {localhost: [localhost, 127.0.0.1, \"::1\"]}."
                : "Add certificates: {\(tls.value): [localhost, 127.0.0.1, \"::1\"]}.")
    }
}
