import Diagnostics
import Glibc
import StackModel
import Testing

@testable import Certificates

/// Folders and files that cannot be read or written: an error that names the path, the reason and the remedy.
@Suite(.timeLimit(.minutes(1))) struct FolderErrorTests {
    static let isRoot = geteuid() == 0
    /// The user `nobody`.
    static let stranger: uid_t = 65_534

    let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    private func make() throws {
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        try #require(collector.diagnostics == [])
    }

    @Test func aFileInPlaceOfTheFolder() throws {
        let made = try Program.run("touch", [fixture.directory])
        try #require(made.succeeded)
        for act in StoreAct.allCases {
            var collector = DiagnosticCollector()
            #expect(act.perform(on: fixture.store(), &collector) == [])
            #expect(collector.codes == ["C001"])
            #expect(
                collector.diagnostics.first?.message
                    == "the certificate folder \(fixture.directory) cannot be opened or made: Not a directory")
        }
    }

    @Test(arguments: ["localhost.pem", "localhost.key", "ca.pem", "ca.key"], ["mkdir", "mkfifo"])
    func somethingElseInPlaceOfAFile(name: String, maker: String) throws {
        try make()
        try fixture.remove(name)
        try #require(try Program.run(maker, [fixture.path(name)]).succeeded)
        var collector = DiagnosticCollector()
        let reports = fixture.store().prepare(collector: &collector)
        #expect(collector.codes == ["C002"])
        let reason = maker == "mkdir" ? "Is a directory" : "it is not a regular file"
        #expect(collector.diagnostics.first?.message == "\(fixture.path(name)) cannot be read: \(reason)")
        #expect((collector.diagnostics.first?.location == nil) == name.hasPrefix("ca."))
        #expect(reports.map(\.name) == [name.hasPrefix("ca.") ? "localhost" : "ca"])
    }

    @Test(.enabled(if: isRoot, "only root can give a folder away"))
    func aFolderOfAnotherUser() throws {
        try make()
        try #require(chown(fixture.directory, Self.stranger, Self.stranger) == 0)
        var collector = DiagnosticCollector()
        #expect(fixture.store().prepare(collector: &collector).map(\.action) == [.kept, .kept])
        #expect(collector.codes == [])
        let before = try fixture.snapshot()
        _ = fixture.store().renew(authorityToo: false, collector: &collector)
        #expect(collector.codes == ["C014"])
        #expect(collector.diagnostics.first?.message.contains("belongs to user 65534") == true)
        #expect(try fixture.snapshot() == before)
    }

    @Test(.enabled(if: isRoot, "only root can mount")) func aReadOnlyFolder() throws {
        try fixture.mount(options: "size=1m")
        try make()
        try fixture.remountReadOnly()
        var collector = DiagnosticCollector()
        #expect(fixture.store().prepare(collector: &collector).map(\.action) == [.kept, .kept])
        #expect(collector.codes == [])
        _ = fixture.store(["new.test"]).prepare(collector: &collector)
        #expect(collector.codes == ["C015"])
        #expect(collector.diagnostics.first?.message.contains("Read-only file system") == true)
        #expect(try fixture.isWhole())
    }

    @Test(.enabled(if: isRoot, "only root can mount"), arguments: StoreAct.allCases)
    func aFullDisk(act: StoreAct) throws {
        try fixture.mount(options: "size=64k")
        try make()
        let before = try fixture.snapshot()
        fixture.advance(days: 100)
        // One page at a time is given back, so that the disk is full at every point of the change.
        try fixture.fillDisk()
        var failures = 0
        while true {
            var collector = DiagnosticCollector()
            _ = act.perform(on: fixture.store(), &collector)
            guard collector.hasErrors else { break }
            failures += 1
            #expect(collector.codes == ["C015"])
            #expect(collector.diagnostics.first?.message.contains("No space left on device") == true)
            #expect(try fixture.snapshot().filter { !$0.key.hasPrefix("filler") } == before)
            try fixture.freePage()
        }
        #expect(failures > 0 || act == .inspect)
        #expect(try act == .inspect || fixture.isWhole())
    }
}
