import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// When a leaf is made anew, what for, and what stays.
struct RenewalTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        try #require(collector.diagnostics == [])
    }

    /// Prepares, and gives what was done to the leaf.
    private func prepare(_ store: CertificateStore) -> CertificateReport.Action? {
        var collector = DiagnosticCollector()
        let reports = store.prepare(collector: &collector)
        #expect(collector.diagnostics == [])
        #expect(reports.first?.action == .kept)
        return reports.last?.action
    }

    @Test(arguments: [
        (59.0, CertificateReport.Action.kept), (60.0, .renewed("it expires in 29 days")),
        (88.5, .renewed("it expires in 34 hours")), (93.0, .renewed("it expired 3 days ago")),
    ])
    func byTheClock(days: Double, action: CertificateReport.Action) throws {
        let before = try fixture.snapshot()
        fixture.advance(days: days)
        #expect(prepare(fixture.store()) == action)
        let after = try fixture.snapshot()
        // One file changes, since the key is kept.
        let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
        #expect(changed == (action == .kept ? [] : ["localhost.pem"]))
        #expect(after.count == before.count)
        #expect(try fixture.isWhole())
        #expect(prepare(fixture.store()) == .kept)
    }

    @Test func whenTheClockWasSetBack() throws {
        let fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        fixture.advance(days: 80)
        _ = fixture.store().prepare(collector: &collector)
        fixture.advance(days: -40)
        #expect(prepare(fixture.store()) == .renewed("it is not valid before 2027-02-11 07:00 UTC"))
        #expect(try fixture.isWhole())
    }

    @Test func whenTheNamesChanged() throws {
        let before = try fixture.snapshot()
        #expect(
            prepare(fixture.store(["localhost", "::1", "127.0.0.1", "new.test"]))
                == .renewed("its names changed (+new.test, -app.test)"))
        #expect(try fixture.details("localhost.pem").names == ["localhost", "::1", "127.0.0.1", "new.test"])
        #expect(try fixture.read("localhost.key") == before["localhost.key"])
    }

    @Test func orderAndSpellingOfTheNamesDoNotMatter() {
        #expect(prepare(fixture.store(["APP.test.", "0:0::1", "localhost", "127.0.0.1", "app.test"])) == .kept)
    }

    @Test func aLifeShorterThanRenewBeforeDoesNotRenewEachTime() throws {
        let store = fixture.store(["localhost"], days: 9)
        #expect(prepare(store) != .kept)
        fixture.advance(days: 5)
        #expect(prepare(store) == .kept)
        fixture.advance(days: 1.5)
        #expect(prepare(store) == .renewed("it expires in 2 days"))
    }

    @Test func noLeafLivesLongerThan397Days() throws {
        #expect(prepare(fixture.store(["localhost"], days: 4_000)) != .kept)
        let leaf = try fixture.details("localhost.pem")
        #expect(leaf.notAfter - leaf.notBefore == 397 * StoreFixture.day - 1)
        #expect(leaf.notBefore == fixture.now - 3_600)
    }

    @Test func noLeafOutlivesItsAuthority() throws {
        fixture.advance(days: 3_640)
        var collector = DiagnosticCollector()
        #expect(fixture.store().prepare(collector: &collector).last?.action != .kept)
        #expect(collector.codes == ["C009"])
        #expect(collector.diagnostics.first?.severity == .warning)
        #expect(try fixture.details("localhost.pem").notAfter == fixture.details("ca.pem").notAfter)
        #expect(try fixture.isWhole())
        // It is due, but to make it again would gain nothing.
        #expect(fixture.store().prepare(collector: &collector).last?.action == .kept)
    }

    @Test func onRequestWithTheSameKey() throws {
        var collector = DiagnosticCollector()
        let before = try fixture.snapshot()
        let reports = fixture.store().renew(authorityToo: false, collector: &collector)
        #expect(reports.map(\.action) == [.kept, .renewed("that was asked for")])
        let after = try fixture.snapshot()
        #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == ["localhost.pem"])
        #expect(try fixture.isWhole())
        #expect(collector.diagnostics == [])
    }

    @Test func ofTheAuthorityOnRequest() throws {
        var collector = DiagnosticCollector()
        let before = try fixture.snapshot()
        let reports = fixture.store().renew(authorityToo: true, collector: &collector)
        #expect(reports.map(\.action) == [.renewed("that was asked for"), .renewed("the authority is new")])
        #expect(collector.codes == ["C010"])
        let after = try fixture.snapshot()
        #expect(after["ca.pem.old"] == before["ca.pem"])
        // A key that clients still trust, and that nobody needs, is only a danger.
        #expect(after["ca.key.old"] == nil && after["ca.key"] != before["ca.key"])
        #expect(after["localhost.key"] == before["localhost.key"])
        #expect(try fixture.isWhole())
    }

    @Test func ofTheAuthorityWhenPermitChanged() throws {
        var collector = DiagnosticCollector()
        let old = try fixture.details("ca.pem")
        let reports = fixture.store(permit: ["corp.example"]).prepare(collector: &collector)
        #expect(
            reports.map(\.action) == [.renewed("permit now has corp.example"), .renewed("the authority is new")])
        #expect(collector.codes == ["C010"])
        #expect(collector.diagnostics.first?.severity == .warning)
        #expect(try fixture.details("ca.pem").subject != old.subject)
        #expect(try fixture.isWhole())
        let again = fixture.store().prepare(collector: &collector)
        #expect(again.first?.action == .renewed("permit no longer has corp.example"))
        #expect(try fixture.snapshot().keys.contains("ca.pem.old.2"))
    }

    @Test func theStampTellsOneVersionFromTheNext() throws {
        let store = fixture.store()
        let stamp = store.stamp(of: "localhost")
        #expect(stamp != nil && store.stamp(of: "localhost") == stamp)
        var collector = DiagnosticCollector()
        _ = store.renew(authorityToo: false, collector: &collector)
        #expect(store.stamp(of: "localhost") != stamp)
        #expect(store.stamp(of: "missing") == nil)
    }

    @Test func theNextRenewalIsThatOfTheFirstThatFallsDue() throws {
        let fixture = try StoreFixture()
        let store = fixture.store([
            fixture.request("a", ["a.test"], days: 90), fixture.request("b", ["b.test"], days: 9),
        ])
        var collector = DiagnosticCollector()
        let reports = store.prepare(collector: &collector)
        // One of nine days would be due at once by its thirty days: the last third of its life is meant.
        let due = try #require(store.nextRenewal(of: reports))
        #expect(abs(due - (fixture.now + 6 * StoreFixture.day)) <= 3_601)
        fixture.advance(days: (due - fixture.now) / StoreFixture.day - 0.01)
        #expect(store.prepare(collector: &collector).map(\.action) == [.kept, .kept, .kept])
        fixture.advance(days: 0.02)
        let renewed = store.prepare(collector: &collector)
        #expect(renewed.map { $0.action == .kept } == [true, true, false])
        #expect(try #require(store.nextRenewal(of: renewed)) > fixture.now + 5 * StoreFixture.day)
    }

    @Test func oneThatEndsWithItsAuthorityIsNotWaitedFor() throws {
        let fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        fixture.advance(days: Double(Authority.days) - 20)
        let reports = fixture.store().prepare(collector: &collector)
        #expect(reports.count == 2 && fixture.store().nextRenewal(of: reports) == nil)
    }
}
