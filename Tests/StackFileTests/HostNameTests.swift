import Testing

@testable import StackFile

@Suite struct HostNameTests {
    @Test(arguments: [
        ("localhost", "localhost"), ("LocalHost", "localhost"), ("a-b.test", "a-b.test"), ("*.App.test", "*.app.test"),
        ("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("0:0::1", "::1"), ("2001:DB8::A", "2001:db8::a"),
        ("1a.test", "1a.test"),
        ("xn--bcher-kva.test", "xn--bcher-kva.test"), ("::ffff:127.0.0.1", "::ffff:127.0.0.1"), ("5", "5"),
    ])
    func canonical(text: String, expected: String) throws {
        #expect(try HostName(parsing: text).description == expected)
    }

    @Test(arguments: [
        ("localhost", "localhost", true), ("localhost", "a.localhost", false), ("*.app.test", "x.app.test", true),
        ("*.app.test", "app.test", false), ("*.app.test", "a.b.app.test", false), ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "127.0.0.2", false), ("::1", "0:0:0:0:0:0:0:1", true), ("*.app.test", "xapp.test", false),
        ("APP.test", "app.TEST", true),
    ])
    func coverage(name: String, host: String, covers: Bool) throws {
        #expect(try HostName(parsing: name).covers(HostName(parsing: host)) == covers)
    }

    @Test(arguments: [
        ("localhost", true), ("a.b.localhost", true), ("127.9.9.9", true), ("::1", true), ("128.0.0.1", false),
        ("::", false),
        ("::ffff:127.0.0.1", false), ("notlocalhost", false), ("localhost.test", false),
    ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try HostName(parsing: text).isLoopback == isLoopback)
    }

    @Test(arguments: [
        String(repeating: "a", count: 64) + ".test", Array(repeating: "abcdefg", count: 32).joined(separator: "."),
    ])
    func tooLong(text: String) {
        #expect(throws: HostNameError.self) { try HostName(parsing: text) }
    }
}
