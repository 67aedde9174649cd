import Reporting
import StackModel
import Testing

@Suite struct AccessLineTests {
    func record(_ address: String, remark: String? = nil) -> AccessRecord {
        AccessRecord(
            time: 0, peerAddress: address, peerPort: 50_412, method: "GET", target: "/motto.txt", status: 200,
            bytes: 58,
            duration: .microseconds(310), remark: remark)
    }

    @Test func isOneReadableLine() {
        #expect(AccessLine.text(record("127.0.0.1")) == "GET /motto.txt 200 58 B 0.3 ms from 127.0.0.1:50412")
        #expect(AccessLine.text(record("::1")) == "GET /motto.txt 200 58 B 0.3 ms from [::1]:50412")
        #expect(
            AccessLine.text(record("10.0.0.7", remark: "the link leaves the folder"))
                == "GET /motto.txt 200 58 B 0.3 ms from 10.0.0.7:50412: the link leaves the folder")
    }

    @Test func aConnectionWithoutARequestIsItsRemark() {
        var failed = record("127.0.0.1", remark: "TLS failed: reset")
        failed.method = "-"
        #expect(AccessLine.text(failed) == "from 127.0.0.1:50412: TLS failed: reset")
    }

    @Test func aLongTargetIsCut() {
        var long = record("127.0.0.1")
        long.target = "/" + String(repeating: "a", count: 199)
        #expect(AccessLine.text(long).hasPrefix("GET \(long.target) 200 "))
        let cut = long.target
        long.target += "b"
        #expect(AccessLine.text(long).hasPrefix("GET \(cut)… 200 58 B"))
        var exchange = ExchangeRecord(method: "GET", url: "https://localhost:1443\(long.target)")
        exchange.localPort = 50_412
        #expect(AccessLine.isLine(AccessLine.text(long), of: exchange))
        // As many bytes, but not as many characters.
        long.target = "/" + String(repeating: "é", count: 199)
        #expect(AccessLine.text(long).hasPrefix("GET \(long.target) 200 "))
    }

    @Test func findsTheLineOfAnExchange() {
        var exchange = ExchangeRecord(method: "GET", url: "https://localhost:1443/motto.txt")
        exchange.localPort = 50_412
        #expect(AccessLine.isLine(AccessLine.text(record("127.0.0.1")), of: exchange))
        #expect(AccessLine.isLine(AccessLine.text(record("::1", remark: "slow")), of: exchange))
        exchange.localPort = 5_041
        #expect(!AccessLine.isLine(AccessLine.text(record("127.0.0.1")), of: exchange))
        exchange.localPort = 50_412
        exchange.url = "https://localhost:1443/motto"
        #expect(!AccessLine.isLine(AccessLine.text(record("127.0.0.1")), of: exchange))
        exchange.url = "https://localhost:1443/motto.txt"
        exchange.method = "HEAD"
        #expect(!AccessLine.isLine(AccessLine.text(record("127.0.0.1")), of: exchange))
    }

    @Test func findsTheLineOfAHandshakeThatFailed() {
        var exchange = ExchangeRecord(method: "GET", url: "https://localhost:1443/motto.txt")
        exchange.localPort = 50_412
        var failed = record("::1", remark: "client refused: it shows no certificate")
        failed.method = "-"
        #expect(AccessLine.text(failed) == "from [::1]:50412: client refused: it shows no certificate")
        #expect(AccessLine.isLine(AccessLine.text(failed), of: exchange))
        exchange.localPort = 5_041
        #expect(!AccessLine.isLine(AccessLine.text(failed), of: exchange))
    }
}
