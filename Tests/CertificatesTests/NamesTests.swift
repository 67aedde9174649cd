import Testing

@testable import Certificates

/// How names and ranges are read, and which names a range covers.
struct NamesTests {
    @Test(arguments: [
        ("localhost", "localhost"), ("App.Test.", "app.test"), ("*.api.test", "*.api.test"), ("_a.b-c.d", "_a.b-c.d"),
        ("127.0.0.1", "127.0.0.1"), ("0:0:0:0:0:0:0:1", "::1"), ("FD00::A", "fd00::a"),
        ("xn--bcher-kva.test", "xn--bcher-kva.test"), ("bücher.test", "xn--bcher-kva.test"),
        ("Dev.Team+x@App.Test", "Dev.Team+x@app.test"), ("spiffe://app.test/api?x#y", "spiffe://app.test/api?x#y"),
    ])
    func read(text: String, name: String) {
        #expect(SubjectName(text)?.description == name)
    }

    @Test(arguments: [
        "", ".", "*", "a..b", ".a", "-a.test", "a-.test", "two words", "BÜCHER.test", "*.test", "a@", "@a.test",
        "a..b@a.test", "a@*.app.test",
        "://a.test", "spiffe:// a.test", "spiffe://*.a.test/x", "1x://a.test", "a.*.test", "*a.test",
        "127.0.0.256",
        "1.2.3", "::1%lo", "a/b", "a\u{0}b", String(repeating: "a", count: 64), "[::1]",
    ])
    func refuse(text: String) {
        #expect(SubjectName(text) == nil)
    }

    @Test(arguments: [
        ("corp.example", "corp.example"), ("*.corp.example", "corp.example"), (".Corp.example", "corp.example"),
        ("10.1.2.3", "10.1.2.3"), ("10.1.2.3/8", "10.0.0.0/8"), ("10.1.255.3/23", "10.1.254.0/23"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("fd00:1::/8", "fd00::/8"), ("::1/128", "::1"),
    ])
    func readRange(text: String, subtree: String) {
        #expect(NameConstraints.Subtree(text)?.description == subtree)
    }

    @Test(arguments: [
        "", "*", "*.*.a", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/", "corp.example/8", "fd00::/129",
    ])
    func refuseRange(text: String) {
        #expect(NameConstraints.Subtree(text) == nil)
    }

    @Test(arguments: [
        ("localhost", true), ("a.localhost", true), ("*.a.test", true), ("test", true), ("127.255.0.1", true),
        ("::1", true),
        ("dev@app.test", true), ("spiffe://u@app.test:1/x", true), ("spiffe://[::1]:1/x", true),
        ("dev@corp.example", false), ("spiffe://corp.example/app.test", false),
        ("spiffe://app.test@corp.example/", false),
        ("notlocalhost", false), ("localhost.example", false), ("128.0.0.1", false), ("::2", false),
        ("a.attest", false),
    ])
    func localNames(text: String, isPermitted: Bool) throws {
        #expect(NameConstraints.local.permit(try #require(SubjectName(text))) == isPermitted)
    }

    @Test(arguments: ["10.16.0.0/12", "0.0.0.0/0", "192.168.7.0/25", "fd00::/7", "corp.example", "10.0.0.1"])
    func aConstraintIsReadAsItWasWritten(text: String) throws {
        var constraints = NameConstraints.local
        constraints.permitted.insert(try #require(NameConstraints.Subtree(text)))
        let authority = try Authority.make(
            key: PrivateKey.generate(), constraints: constraints, now: StoreFixture.start)
        #expect(authority.certificate.nameConstraints == constraints)
        #expect(authority.certificate.isRootAuthority)
    }
}
