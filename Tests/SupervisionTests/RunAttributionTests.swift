import Linux
import StackModel
import Testing

@testable import Supervision

/// Which stack's a process is, by a process table that is made up.
@Suite struct RunAttributionTests {
    private static let record: RunRecord = {
        var record = RunRecord(boot: "b00t", mark: RunMark(text: "0123456789abcdef"), since: 50)
        record.services = [
            RunRecord.Service(
                name: "web", warden: RunRecord.Entry(pid: 10, start: 100), main: RunRecord.Entry(pid: 11, start: 101),
                sessions: [RunRecord.Entry(pid: 30, start: 130)]),
            RunRecord.Service(name: "api", warden: RunRecord.Entry(pid: 20, start: 100), main: nil),
        ]
        return record
    }()

    private func entry(
        _ pid: Int32, parent: Int32, session: Int32? = nil, start: UInt64 = 150
    ) -> ProcessEntry {
        ProcessEntry(pid: pid, parent: parent, group: pid, session: session ?? pid, start: start, state: .sleeping)
    }

    private func owner(
        of pid: Int32, record: RunRecord? = record, _ entries: ProcessEntry...
    ) -> ListenerReport.Owner? {
        let stack = RunningStack(directory: "/birds", runner: 5, record: record)
        return RunAttribution(table: ProcessTable(entries: entries), stacks: [5: stack]).owner(of: pid)
    }

    private func expected(_ service: String?) -> ListenerReport.Owner {
        ListenerReport.Owner(directory: "/birds", service: service, runner: 5)
    }

    @Test func whatIsBelowAWardenIsItsServices() {
        let web = entry(10, parent: 5, start: 100)
        let api = entry(20, parent: 5, start: 100)
        let runner = entry(5, parent: 1, start: 60)
        #expect(owner(of: 11, runner, web, entry(11, parent: 10)) == expected("web"))
        #expect(owner(of: 22, runner, api, entry(21, parent: 20), entry(22, parent: 21)) == expected("api"))
        #expect(owner(of: 5, runner) == expected(nil))
    }

    @Test func aNumberThatWasGivenAgainIsNoWarden() {
        let runner = entry(5, parent: 1, start: 60)
        #expect(owner(of: 20, runner, entry(20, parent: 5, start: 999)) == expected(nil))
    }

    @Test func whatAKilledWardenLeftIsToldByItsSession() {
        let runner = entry(5, parent: 1, start: 60)
        #expect(owner(of: 31, runner, entry(31, parent: 5, session: 30)) == expected("web"))
        #expect(owner(of: 32, runner, entry(32, parent: 5, session: 20)) == expected("api"))
    }

    @Test func withoutItsRecordTheStackIsKnownAndTheServiceIsNot() {
        let entries = [entry(5, parent: 1), entry(10, parent: 5), entry(11, parent: 10)]
        #expect(owner(of: 11, record: nil, entries[0], entries[1], entries[2]) == expected(nil))
    }

    @Test func aStrangerHasNoStack() {
        #expect(owner(of: 40, entry(1, parent: 0), entry(40, parent: 1)) == nil)
        #expect(owner(of: 41, entry(1, parent: 0)) == nil)
        // What a table that was read while it changed may hold.
        #expect(owner(of: 50, entry(50, parent: 51), entry(51, parent: 50)) == nil)
    }

    @Test func theNearestDevstackCounts() {
        let outer = RunningStack(directory: "/outer", runner: 5, record: nil)
        let inner = RunningStack(directory: "/inner", runner: 7, record: nil)
        let table = ProcessTable(
            entries: [entry(5, parent: 1), entry(6, parent: 5), entry(7, parent: 6), entry(8, parent: 7)])
        let attribution = RunAttribution(table: table, stacks: [5: outer, 7: inner])
        #expect(attribution.owner(of: 8)?.directory == "/inner")
        #expect(attribution.owner(of: 6)?.directory == "/outer")
    }
}
