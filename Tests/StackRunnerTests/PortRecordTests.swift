import StackFile
import Testing

@testable import StackRunner

@Suite struct PortRecordTests {
    private let record = PortRecord(entries: [
        .init(service: "site", name: "port", number: 41_234, written: 1443),
        .init(service: "api.eu", name: "admin", number: 41_235, written: nil),
    ])

    @Test func itsTextReadsBack() {
        #expect(PortRecord(text: record.text) == record)
        #expect(PortRecord(text: PortRecord().text) == PortRecord())
    }

    @Test(arguments: [
        "", "devstack ports 2\n", "devstack ports 1", "devstack ports 1\n41234 1443 port site",
        "devstack ports 1\n41234 port site\n", "devstack ports 1\nx - port site\n", "devstack ports 1\n1 y port site\n",
    ])
    func whatIsNoRecordIsNone(text: String) {
        #expect(PortRecord(text: text) == nil)
    }

    /// The file may have been changed since the run began.
    @Test func itGivesTheNumbersOfTheSamePortsAlone() {
        func wanted(_ service: String, _ name: String, _ written: UInt16?) -> WantedPort {
            WantedPort(service: service, name: name, addresses: ["127.0.0.1"], written: written)
        }
        let given = record.source([
            wanted("site", "port", 1443), wanted("site", "port", 1444), wanted("api.eu", "admin", nil),
            wanted("api.eu", "port", nil), wanted("site", "port", nil),
        ])
        #expect(given == [41_234, nil, 41_235, nil, nil])
    }

    @Test func choosingLeavesWrittenNumbersAloneUnlessAllMove() throws {
        let ports = [
            WantedPort(service: "a", name: "port", addresses: ["127.0.0.1", "::1"], written: 8000),
            WantedPort(service: "a", name: "admin", addresses: ["127.0.0.1", "::1"], written: nil),
            // Of the range for documentation (RFC 5737): the service itself is to fail there.
            WantedPort(service: "b", name: "port", addresses: ["192.0.2.1"], written: nil),
        ]
        let some = PortChooser(movesAll: false)
        let chosen = some.source(ports)
        #expect(chosen[0] == nil && chosen[1] != nil && chosen[2] != nil)
        #expect(some.problem == nil)
        #expect(some.record.entries.map(\.service) == ["a", "b"])
        #expect(some.reservations(of: "a").map(\.port) == [chosen[1]])

        let all = PortChooser(movesAll: true)
        let moved = all.source(ports)
        #expect(Set(moved.compactMap { $0 }).count == 3)
        #expect(all.record.entries.first?.written == 8000)
        #expect(moved[1] != chosen[1])
    }
}
