import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// Reading certificates that anybody may have made.
@Suite(.timeLimit(.minutes(1))) struct CertificateDetailsTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        try CertificateFolder.make(fixture.directory)
    }

    /// A self-signed certificate from the openssl command.
    private func make(_ subject: String, names: String, form: String = "PEM") throws -> [UInt8] {
        let made = try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject,
                "-utf8", "-addext", "subjectAltName=" + names, "-keyout", fixture.path("key"), "-outform", form, "-out",
                fixture.path("certificate"),
            ])
        try #require(made.succeeded, Comment(rawValue: made.output))
        return try fixture.read("certificate")
    }

    @Test func everyKindOfName() throws {
        let pem = try make(
            "/O=Bücher/CN=a", names: "DNS:A.test,IP:10.0.0.1,IP:fd00::1,email:a@b.test,URI:https://a.test/,RID:1.2.3")
        let details = try #require(CertificateDetails.chain(pem: pem)?.first)
        #expect(details.names == ["A.test", "10.0.0.1", "fd00::1", "a@b.test", "https://a.test/"])
        #expect(details.subject == "O=Bücher, CN=a")
    }

    @Test func controlCharactersAreEscaped() throws {
        let der = try make("/CN=a\nb\u{1B}[31m", names: "DNS:a\u{1B}[31mb", form: "DER")
        let details = try #require(CertificateDetails(der: der))
        #expect(details.names == ["a\\x1b[31mb"])
        #expect(details.subject == "CN=a\\0Ab\\1B[31m")
        #expect(CertificateDetails(der: der + [0]) == nil)
        #expect(CertificateDetails(der: Array(der.dropLast())) == nil)
        #expect(CertificateDetails(der: []) == nil)
    }

    @Test func aChainIsReadWhole() throws {
        let one = try make("/CN=one", names: "DNS:one.test")
        let two = try make("/CN=two", names: "DNS:two.test")
        #expect(CertificateDetails.chain(pem: one + two)?.map(\.subject) == ["CN=one", "CN=two"])
        #expect(CertificateDetails.chain(pem: Array("before\n".utf8) + one + Array("\nbehind\n".utf8))?.count == 1)
        #expect(CertificateDetails.chain(pem: one + two.dropLast(30)) == nil)
        #expect(CertificateDetails.chain(pem: []) == nil)
    }

    @Test func anEmptySubjectAndNoNames() throws {
        let made = try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-subj", "/", "-days", "20000", "-keyout",
                fixture.path("key"), "-out", fixture.path("certificate"),
            ])
        try #require(made.succeeded)
        let details = try #require(CertificateDetails.chain(pem: fixture.read("certificate"))?.first)
        #expect(details.names == [] && details.subject == "")
        #expect(details.notAfter - details.notBefore == 20_000 * StoreFixture.day)
    }
}
