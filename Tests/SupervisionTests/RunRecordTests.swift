import Linux
import Testing

@testable import Supervision

/// What one run writes down for the next.
@Suite struct RunRecordTests {
    private var record: RunRecord {
        var record = RunRecord(boot: "b00t", mark: RunMark(text: "0123456789abcdef"), since: 50)
        record.services = [
            RunRecord.Service(
                name: "web", warden: RunRecord.Entry(pid: 10, start: 100), main: RunRecord.Entry(pid: 11, start: 101)),
            RunRecord.Service(
                name: "a name", warden: RunRecord.Entry(pid: 20, start: 200), main: nil,
                sessions: [RunRecord.Entry(pid: 30, start: 301), RunRecord.Entry(pid: 40, start: 400)]),
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

    private func entry(
        _ pid: Int32, parent: Int32, session: Int32, start: UInt64, isZombie: Bool = false
    ) -> ProcessEntry {
        ProcessEntry(
            pid: pid, parent: parent, group: pid, session: session, start: start, state: isZombie ? .zombie : .sleeping)
    }

    private func survivors(marked: Set<Int32> = [], _ entries: ProcessEntry...) -> RunRecord.Survivors {
        var record = record
        return record.survivors(in: ProcessTable(entries: entries)) { marked.contains($0.pid) }
    }

    @Test func aLivingWardenIsLeftToItsWork() {
        let found = survivors(
            entry(10, parent: 1, session: 10, start: 100), entry(11, parent: 10, session: 10, start: 101))
        #expect(found.wardens.map(\.pid) == [10])
        #expect(found.orphans.isEmpty)
    }

    @Test func orphansAreTheMainProcessTheSessionAndAllBelow() {
        let found = survivors(
            entry(11, parent: 1, session: 10, start: 101), entry(12, parent: 1, session: 10, start: 150),
            entry(13, parent: 12, session: 13, start: 151), entry(14, parent: 1, session: 14, start: 160))
        #expect(found.orphans.map(\.pid) == [11, 12, 13])
    }

    @Test func aDeadWardenThatNobodyHasReapedIsDead() {
        let found = survivors(
            entry(10, parent: 1, session: 10, start: 100, isZombie: true),
            entry(11, parent: 1, session: 10, start: 101), entry(12, parent: 11, session: 12, start: 150))
        #expect(found.wardens.isEmpty)
        #expect(found.orphans.map(\.pid) == [11, 12])
    }

    @Test func aDaemonIsToldByItsSession() {
        // Its session's leader has ended, as is usual for a daemon.
        let found = survivors(
            entry(31, parent: 1, session: 30, start: 301), entry(32, parent: 31, session: 30, start: 302))
        #expect(found.orphans.map(\.pid) == [31, 32])
    }

    @Test func whatIsFoundIsFoundAgainWithoutItsParent() {
        var record = record
        let all = [entry(11, parent: 1, session: 10, start: 101), entry(12, parent: 11, session: 12, start: 150)]
        #expect(
            record.survivors(in: ProcessTable(entries: all), isMarked: { _ in false }).orphans.map(\.pid) == [11, 12])
        let rest = [entry(12, parent: 1, session: 12, start: 150)]
        #expect(record.survivors(in: ProcessTable(entries: rest), isMarked: { _ in false }).orphans.map(\.pid) == [12])
        #expect(RunRecord(text: record.text) == record)
    }

    @Test func numbersInUseAgainAreOthers() {
        let found = survivors(
            entry(10, parent: 1, session: 10, start: 999), entry(11, parent: 10, session: 10, start: 998),
            entry(12, parent: 10, session: 10, start: 1001), entry(30, parent: 1, session: 30, start: 998),
            entry(31, parent: 30, session: 30, start: 999))
        #expect(found.isEmpty)
    }

    @Test func whatCarriesTheMarkIsFoundWithoutAnyOtherSign() {
        let found = survivors(
            marked: [60, 62, 70, 13], entry(60, parent: 1, session: 60, start: 120),
            entry(61, parent: 60, session: 61, start: 121),
            entry(62, parent: 1, session: 1, start: 130, isZombie: true),
            entry(70, parent: 1, session: 70, start: 49), entry(20, parent: 1, session: 20, start: 200),
            entry(13, parent: 20, session: 13, start: 201))
        #expect(found.orphans.map(\.pid) == [60, 61])
        #expect(found.wardens.map(\.pid) == [20])
    }

    @Test func sessionsBesideTheWardensOwn() {
        let sessions = RunRecord.sessions(
            of: [
                entry(11, parent: 10, session: 10, start: 101), entry(33, parent: 10, session: 30, start: 303),
                entry(31, parent: 10, session: 30, start: 301), entry(21, parent: 11, session: 20, start: 200),
                entry(41, parent: 10, session: 40, start: 400, isZombie: true),
            ], beside: 10)
        #expect(sessions == [RunRecord.Entry(pid: 20, start: 200), RunRecord.Entry(pid: 30, start: 301)])
    }
}
