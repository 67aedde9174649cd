import Glibc

/// Where the distribution keeps all its roots in one PEM file.
struct SystemRoots: Sendable {
    /// Debian, Ubuntu, Arch, Gentoo; Fedora, RHEL; openSUSE; Alpine, and others by OpenSSL's own name.
    static let places = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/var/lib/ca-certificates/ca-bundle.pem",
        "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ]

    let file: String

    /// The first that is there; where there is none the first, which then stands for no roots at all.
    init(places: [String] = Self.places) {
        file = places.first { access($0, R_OK) == 0 } ?? places.first ?? ""
    }
}
