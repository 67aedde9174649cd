import Glibc

/// How a distribution takes in an authority: a file in a folder of the administrator's, and a command that makes all
/// bundles anew.
private struct Distribution {
    var anchors: String
    var ending: String
    /// The first of these programs that there is.
    var update: [[String]]
    /// Makes them anew also where the certificate is gone.
    var clean: [[String]]
    /// Where the command writes.
    var written: [String]

    static let all = [
        // Fedora, RHEL and their kin: update-ca-trust(8).
        Distribution(
            anchors: "/etc/pki/ca-trust/source/anchors", ending: ".pem", update: [["update-ca-trust", "extract"]],
            clean: [["update-ca-trust", "extract"]], written: ["/etc/pki/ca-trust/extracted"]),
        // openSUSE: update-ca-certificates(8) of its own.
        Distribution(
            anchors: "/etc/pki/trust/anchors", ending: ".pem", update: [["update-ca-certificates"]],
            clean: [["update-ca-certificates"]], written: ["/var/lib/ca-certificates", "/etc/ssl/certs"]),
        // Arch.
        Distribution(
            anchors: "/etc/ca-certificates/trust-source/anchors", ending: ".crt",
            update: [["update-ca-trust"], ["trust", "extract-compat"]],
            clean: [["update-ca-trust"], ["trust", "extract-compat"]],
            written: ["/etc/ca-certificates/extracted", "/etc/ssl/certs"]),
        // Debian, Ubuntu, Alpine, Gentoo: update-ca-certificates(8). Without --fresh it may leave a link to a certificate that is gone.
        Distribution(
            anchors: "/usr/local/share/ca-certificates", ending: ".crt", update: [["update-ca-certificates"]],
            clean: [["update-ca-certificates", "--fresh"]], written: ["/etc/ssl/certs"]),
    ]
}

extension StoreFinder {
    /// The distribution's own store; `nil` where it is of no known kind.
    func systemStore() -> TrustStore? {
        for distribution in Distribution.all {
            let anchors = root + distribution.anchors
            guard access(anchors, F_OK) == 0, let update = command(distribution.update, in: anchors),
                let clean = command(distribution.clean, in: anchors)
            else { continue }
            let file = "\(anchors)/\(anchor.label)\(distribution.ending)"
            return TrustStore(
                kind: .system, place: anchors, title: "the system's store, by \(anchors)",
                watched: [anchors] + distribution.written.map { root + $0 },
                additions: [command(["install", "-m", "644", "-T", certificateFile, file], writing: anchors), update],
                removals: [command(["rm", "-f", file], writing: anchors), clean],
                evidence: .bundles(SystemRoots.places.map { root + $0 }))
        }
        return nil
    }

    private func command(_ choices: [[String]], in anchors: String) -> StoreCommand? {
        choices.first { programs.program($0[0]) != nil }.map { command($0, writing: anchors) }
    }
}
