import COpenSSL
import Diagnostics
import Testing

@testable import Certificates

/// OpenSSL keeps its errors in a queue by thread, and the next TLS call on that thread would take them for its own.
struct ErrorQueueTests {
    @Test func nothingIsLeftInTheQueue() throws {
        let fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        ERR_clear_error()
        func expectEmpty(sourceLocation: Testing.SourceLocation = #_sourceLocation) {
            #expect(ERR_peek_error() == 0, sourceLocation: sourceLocation)
        }
        _ = fixture.store().prepare(collector: &collector)
        expectEmpty()
        _ = fixture.store().prepare(collector: &collector)
        expectEmpty()
        let other = try PrivateKey.generate().pem()
        #expect(!CertificateStore.matches(chainPEM: try fixture.read("localhost.pem"), keyPEM: other))
        expectEmpty()
        for name in ["localhost.key", "localhost.pem", "ca.key", "ca.pem"] {
            try fixture.write(Array("rubbish".utf8), to: name)
            _ = fixture.store().prepare(collector: &collector)
            expectEmpty()
        }
        #expect(CertificateDetails(der: [0x30, 0x03, 0x02]) == nil)
        expectEmpty()
    }
}
