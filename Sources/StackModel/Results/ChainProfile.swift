/// A client, or a family of clients, by whose rules a chain is judged.
package enum ChainProfile: String, Sendable, Hashable, CaseIterable {
    case openssl
    case strict
    case chrome
    case firefox
    case apple
    case java
    case go

    /// Who that is.
    package var clients: String {
        switch self {
        case .openssl: "OpenSSL as Debian sets it up: Ruby, PHP, wget, Python until 3.12"
        case .strict: "OpenSSL with RFC 5280 to the letter: Python 3.13 and later"
        case .chrome: "Chrome, Chromium, Edge"
        case .firefox: "Firefox"
        case .apple: "Safari, and what else asks macOS or iOS"
        case .java: "Java's HttpsURLConnection and HttpClient"
        case .go: "Go's crypto/tls"
        }
    }
}
