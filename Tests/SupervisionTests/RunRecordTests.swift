import Linux
import Testing

@testable import Supervision

/// What one run writes down for the next.
@Suite struct RunRecordTests {
    private var record: RunRecord {
        var record = RunRecord(boot: "b00t")
        record.services = [
            RunRecord.Service(
                name: "web", warden: RunRecord.Entry(pid: 10, start: 100), main: RunRecord.Entry(pid: 11, start: 101)),
            RunRecord.Service(name: "a name", warden: RunRecord.Entry(pid: 20, start: 200), main: nil),
        ]
        return record
    }

    @Test func itReadsWhatItWrote() {
        #expect(RunRecord(text: record.text) == record)
    }

    @Test func whatIsNoRecordIsNone() {
        let text = record.text
        for length in 0..<text.count { #expect(RunRecord(text: String(text.prefix(length))) != record) }
        #expect(RunRecord(text: "") == nil)
        #expect(RunRecord(text: "something else\nb\n") == nil)
        #expect(RunRecord(text: text + "x\n") == nil)
    }

    private func entry(_ pid: Int32, parent: Int32, session: Int32, start: UInt64) -> ProcessEntry {
        ProcessEntry(pid: pid, parent: parent, group: pid, session: session, start: start, isZombie: false)
    }

    @Test func aLivingWardenIsLeftToItsWork() {
        let table = ProcessTable(entries: [
            entry(10, parent: 1, session: 10, start: 100), entry(11, parent: 10, session: 10, start: 101),
        ])
        let (wardens, orphans) = record.survivors(in: table)
        #expect(wardens.map(\.pid) == [10])
        #expect(orphans.isEmpty)
    }

    @Test func orphansAreTheMainProcessTheSessionAndAllBelow() {
        let table = ProcessTable(entries: [
            entry(11, parent: 1, session: 10, start: 101), entry(12, parent: 1, session: 10, start: 150),
            entry(13, parent: 12, session: 13, start: 151), entry(14, parent: 1, session: 14, start: 160),
        ])
        #expect(record.survivors(in: table).orphans.map(\.pid) == [11, 12, 13])
    }

    @Test func numbersInUseAgainAreOthers() {
        let table = ProcessTable(entries: [
            entry(10, parent: 1, session: 10, start: 999), entry(11, parent: 10, session: 10, start: 998),
            entry(12, parent: 10, session: 10, start: 1001),
        ])
        let (wardens, orphans) = record.survivors(in: table)
        #expect(wardens.isEmpty)
        #expect(orphans.isEmpty)
    }
}
