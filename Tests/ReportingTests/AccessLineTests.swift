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
        #expect(AccessLine.text(record("127.0.0.1")) == "GET /motto.txt 200 58 B 0.3 ms")
        #expect(AccessLine.text(record("::1")) == "GET /motto.txt 200 58 B 0.3 ms")
    }

    @Test func namesAStrangerAndTheRemark() {
        #expect(
            AccessLine.text(record("10.0.0.7", remark: "the link leaves the folder"))
                == "GET /motto.txt 200 58 B 0.3 ms from 10.0.0.7: the link leaves the folder")
    }
}
