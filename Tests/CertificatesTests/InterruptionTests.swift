import Diagnostics
import Glibc
import StackModel
import Testing

@testable import Certificates

/// A run that dies between any two of its steps loses nothing, and the next run heals what it left.
struct InterruptionTests {
    /// What the interrupted run was about to do.
    enum Work: CaseIterable, Sendable {
        case firstMaking
        case renewalOfTheLeaf
        case newNames
        case newPermit
        case newAuthority
        case mismatchedKey
        case missingAuthorityCertificate
    }

    /// Brings a folder to where the work is to be done; gives the store that will do it, and what it is asked.
    private func begin(_ work: Work, _ fixture: StoreFixture) throws -> (CertificateStore, Intent) {
        var collector = DiagnosticCollector()
        if work != .firstMaking { _ = fixture.store().prepare(collector: &collector) }
        switch work {
        case .firstMaking: return (fixture.store(), .prepare)
        case .renewalOfTheLeaf: return (fixture.store(), .renewLeaves)
        case .newNames: return (fixture.store(["new.test"]), .prepare)
        case .newPermit: return (fixture.store(permit: ["corp.example"]), .prepare)
        case .newAuthority: return (fixture.store(), .renewAuthority)
        case .mismatchedKey:
            try fixture.write(PrivateKey.generate().pem(), to: "localhost.key")
            return (fixture.store(), .prepare)
        case .missingAuthorityCertificate:
            try fixture.remove("ca.pem")
            return (fixture.store(), .prepare)
        }
    }

    /// The changes that the store would make, as it plans them itself.
    private func changes(_ store: CertificateStore, _ intent: Intent) throws -> [FolderChange] {
        var collector = DiagnosticCollector()
        var assessor = try #require(store.readRequests(&collector))
        try CertificateFolder.make(store.directory)
        let folder = try CertificateFolder(store.directory)
        try Tidying(requests: assessor.requests).tidy(folder)
        let assessment = try assessor.assess(folder)
        var planner = Planner(assessor: assessor, intent: intent)
        return try planner.makePlan(for: assessment).changes
    }

    @Test(arguments: Work.allCases) func stoppedAfterEachStep(_ work: Work) throws {
        var steps = 0
        var done = false
        while !done {
            let fixture = try StoreFixture()
            let (store, intent) = try begin(work, fixture)
            let changes = try changes(store, intent)
            let before = try fixture.snapshot()
            for change in changes.prefix(steps) { try CertificateFolder(fixture.directory).perform(change) }
            try expectNothingLost(before, fixture, "\(work) after \(steps) steps")
            try heal(store, fixture, "\(work) after \(steps) steps")
            done = steps == changes.count
            steps += 1
        }
        #expect(steps >= 4)
    }

    @Test(arguments: Work.allCases) func stoppedInTheMiddleOfAWrite(_ work: Work) throws {
        var index = 0
        while true {
            let fixture = try StoreFixture()
            let (store, intent) = try begin(work, fixture)
            let stages = try changes(store, intent).filter { if case .stage = $0 { true } else { false } }
            guard index < stages.count else { break }
            for change in stages.prefix(index) { try CertificateFolder(fixture.directory).perform(change) }
            guard case .stage(let name, let contents, _) = stages[index] else { continue }
            try fixture.write(Array(contents.prefix(contents.count / 2)), to: name + ".new")
            try heal(store, fixture, "\(work) in the middle of \(name)")
            index += 1
        }
        #expect(index > 0)
    }

    /// A pair that was whole is whole, the old or the new; only an authority's may be between its two renames.
    private func expectNothingLost(_ before: [String: [UInt8]], _ fixture: StoreFixture, _ when: Comment) throws {
        let after = try fixture.snapshot()
        for name in before.keys { #expect(after[name] != nil, when) }
        for (name, contents) in after where name.hasSuffix(".key") || name.hasSuffix(".key.new") {
            #expect(try fixture.mode(name) == 0o600, when)
            #expect(PrivateKey(pem: contents) != nil, when)
        }
        guard let key = before["localhost.key"], let chain = before["localhost.pem"],
            CertificateStore.matches(chainPEM: chain, keyPEM: key)
        else { return }
        #expect(
            try CertificateStore.matches(
                chainPEM: fixture.read("localhost.pem"), keyPEM: fixture.read("localhost.key")), when)
        guard let authority = before["ca.pem"], let issuer = Certificate.chain(pem: authority)?.first,
            let present = try Certificate.chain(pem: fixture.read("ca.pem"))?.first
        else { return }
        // The key comes first, so that the leaf in use is accepted until its authority is replaced.
        let leaf = try #require(try Certificate.chain(pem: fixture.read("localhost.pem"))?.first)
        #expect(leaf.isIssued(by: present) || leaf.isIssued(by: issuer), when)
    }

    private func heal(_ store: CertificateStore, _ fixture: StoreFixture, _ when: Comment) throws {
        var collector = DiagnosticCollector()
        let reports = store.prepare(collector: &collector)
        #expect(collector.errorCodes == [], when)
        #expect(reports.map(\.name) == ["ca", "localhost"], when)
        #expect(try fixture.isWhole(), when)
        let names = try fixture.snapshot().keys
        #expect(!names.contains { $0.hasSuffix(".new") }, when)
        #expect(store.prepare(collector: &collector).map(\.action) == [.kept, .kept], when)
    }

    @Test func aNewAuthorityThatWasHalfPublishedIsFinished() throws {
        let fixture = try StoreFixture()
        let (store, intent) = try begin(.newAuthority, fixture)
        let changes = try changes(store, intent)
        let published = try #require(changes.firstIndex(of: .publish("ca.key")))
        for change in changes.prefix(published + 1) { try CertificateFolder(fixture.directory).perform(change) }
        let staged = try fixture.read("ca.pem.new")
        var collector = DiagnosticCollector()
        _ = store.inspect(collector: &collector)
        #expect(collector.errorCodes == ["C005"])
        collector = DiagnosticCollector()
        let reports = store.prepare(collector: &collector)
        #expect(try fixture.read("ca.pem") == staged)
        #expect(reports.first?.action == .kept)
        #expect(collector.diagnostics == [])
    }
}
