import Testing

@testable import Serving

@Suite struct HostPolicyTests {
    private let policy = HostPolicy(names: ["App.test", "*.api.test", "192.0.2.7", "::ffff:192.0.2.8"])

    @Test(arguments: [
        "localhost", "LOCALHOST", "localhost:1443", "localhost.", "a.localhost", "a.b.localhost:80", "127.0.0.1",
        "127.0.0.1:8000", "127.9.8.7", "[::1]", "[::1]:1443", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "app.test",
        "APP.TEST:1", "app.test.", "x.api.test", "x.api.test:443", "192.0.2.7", "localhost:",
    ])
    func ownNamesAreAnswered(_ host: String) {
        #expect(policy.verdict(on: host) == .own)
    }

    @Test(arguments: [
        "evil.test", "localhost.evil.test", "notlocalhost", "app.test.evil.test", "api.test", ".api.test",
        "a.b.api.test", "128.0.0.1", "10.127.0.1", "192.0.2.9", "[::2]", "[fe80::1]", "127.0.0.1.evil.test",
        "127.1", "0x7f.0.0.1", "2130706433", "0.0.0.0",
    ])
    func othersAreForeign(_ host: String) {
        #expect(policy.verdict(on: host) == .foreign)
    }

    @Test(arguments: [
        "", ":80", "a b", "a/b", "user@localhost", "localhost:x", "localhost:123456", "[::1", "[localhost]", "::1",
        "[::1]x", "localhost,evil.test", "localhost\u{0}", "lócalhost", "localhost:80:80",
    ])
    func nonsenseIsMalformed(_ host: String) {
        #expect(policy.verdict(on: host) == .malformed)
    }
}
