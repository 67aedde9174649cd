import Glibc
import Linux
import StackModel
import Synchronization
import Testbed
import Testing

@testable import Trust

/// Changes to a store, their record and their undoing; the store is a folder whose tool is sh.
@Suite(.timeLimit(.minutes(1))) struct StoreKeeperTests {
    private static let anchor = TrustAnchor(
        der: [1], pem: Array("pem\n".utf8), subject: "CN=x", fingerprint: "AB:CD:EF:01:23:45:67:89", permitted: [])

    /// A store of the files `list` and `made/new`, and a link.
    private struct Folder {
        let fixture: Fixture
        let records: RecordFolder
        let name: String

        init(_ fixture: Fixture, name: String = "store") throws {
            self.fixture = fixture
            self.name = name
            records = try #require(RecordFolder(environment: ["HOME": fixture.path("home")]))
            try fixture.write("\(name)/list", "one\n", mode: 0o640)
            symlink("list", fixture.path("\(name)/link"))
        }

        func store(
            _ script: String = "echo ours >>list; mkdir made; echo x >made/new; ln -sfn made/new link",
            kind: StoreKind = .system
        ) -> TrustStore {
            let folder = fixture.path(name)
            func command(_ script: String) -> StoreCommand {
                StoreCommand(arguments: ["sh", "-euc", "cd \(folder); " + script], needsRoot: false)
            }
            return TrustStore(
                kind: kind, place: folder, title: "the store", watched: [folder], additions: [command(script)],
                removals: [command("sed -i /ours/d list")],
                evidence: .command(["grep", "-q", "ours", "\(folder)/list"]))
        }

        var tree: [String: FileState] { FileState.tree(of: [fixture.path(name)]) }
        func keeper(isOpen: Bool = false) -> StoreKeeper { StoreKeeper(records: records, isOpen: { _ in isOpen }) }

        func plan(_ keeper: StoreKeeper, _ stores: [TrustStore]) -> [Undoing] {
            var planner = UndoPlanner(keeper)
            for record in records.records() {
                planner.add(record, kinds: [.system, .nss], stores: stores, anchor: StoreKeeperTests.anchor)
            }
            return planner.undoings
        }
    }

    /// The tools are waited for, so not on the threads that all tests share.
    private static func withFixture(_ body: @Sendable (Fixture) async throws -> Void) async throws {
        try await BlockingThreads.run { try await Fixture.with(body) }
    }

    @Test func everyFileBecomesWhatItWasAndTheRecordGoes() async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            let (before, keeper, store) = (folder.tree, folder.keeper(), folder.store())
            try keeper.trust(store, Self.anchor, authorityFile: "/a/ca.pem")
            #expect(store.holds(Self.anchor) && folder.tree != before)
            #expect(folder.records.records().map(\.authorityFile) == ["/a/ca.pem"])
            let undoings = folder.plan(keeper, [store])
            #expect(undoings.map(\.way) == [.restoring])
            for undoing in undoings { try keeper.undo(undoing) }
            #expect(folder.tree == before)
            #expect(namesInFolder(folder.records.path) == [])
        }
    }

    @Test(
        "A command that fails, or has no effect, leaves everything as it was and no record",
        arguments: ["exit 3", "true"])
    func failure(end: String) async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            let (before, store) = (folder.tree, folder.store("echo half >>list; echo said >&2; \(end)"))
            let failure = #expect(throws: StoreFailure.self) {
                try folder.keeper().trust(store, Self.anchor, authorityFile: "/a/ca.pem")
            }
            if end == "true" {
                #expect(failure == .withoutEffect(title: "the store"))
            } else {
                #expect(failure == .command(store.additions[0], end: "ended with status 3", output: "said\n"))
            }
            #expect(folder.tree == before)
            #expect(folder.records.records() == [])
        }
    }

    @Test func aProgramThatIsNotThereIsNamed() async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            var store = folder.store()
            store = TrustStore(
                kind: .system, place: store.place, title: store.title, watched: store.watched,
                additions: [StoreCommand(arguments: ["/nowhere/tool"], needsRoot: false)], removals: [],
                evidence: store.evidence)
            #expect(throws: StoreFailure.system(SystemError("posix_spawn", "/nowhere/tool", code: ENOENT))) {
                try folder.keeper().trust(store, Self.anchor, authorityFile: "/a/ca.pem")
            }
        }
    }

    @Test(
        "Of a store that has changed since, or is in use, its own tool takes the certificate out",
        arguments: [true, false])
    func changedSince(isOpen: Bool) async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            let (keeper, store) = (folder.keeper(isOpen: isOpen), folder.store(kind: .nss))
            try keeper.trust(store, Self.anchor, authorityFile: "/a/ca.pem")
            if !isOpen { try fixture.write("store/list", "one\nours\ntheirs\n", mode: 0o640) }
            let undoings = folder.plan(keeper, [store])
            #expect(undoings.map(\.way) == [.removing])
            for undoing in undoings { try keeper.undo(undoing) }
            #expect(fixture.read("store/list") == (isOpen ? "one\n" : "one\ntheirs\n"))
            #expect(folder.records.records() == [])
        }
    }

    @Test("The system's store is restored whoever reads it just now")
    func readJustNow() async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            let (keeper, store, before) = (folder.keeper(isOpen: true), folder.store(), folder.tree)
            try keeper.trust(store, Self.anchor, authorityFile: "/a/ca.pem")
            for undoing in folder.plan(keeper, [store]) { try keeper.undo(undoing) }
            #expect(folder.tree == before)
        }
    }

    @Test func whatEndedBeforeItWasRecordedIsTakenOutByTheTool() async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            let (keeper, store) = (folder.keeper(), folder.store())
            try keeper.trust(store, Self.anchor, authorityFile: "/a/ca.pem")
            var record = try #require(folder.records.records().first)
            record.entries[0].changes = nil
            try folder.records.write(record)
            #expect(folder.records.records() == [record])
            let undoings = folder.plan(keeper, [store])
            #expect(undoings.map(\.way) == [.removing])
            for undoing in undoings { try keeper.undo(undoing) }
            #expect(!store.holds(Self.anchor))
        }
    }

    @Test("An undoing that was cut short is finished by the next; one that somebody did is only forgotten")
    func cutShort() async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            let (before, keeper, store) = (folder.tree, folder.keeper(), folder.store())
            try keeper.trust(store, Self.anchor, authorityFile: "/a/ca.pem")
            let commands = try #require(folder.plan(keeper, [store]).first?.commands)
            for command in commands.prefix(3) { #expect(try ProgramRun(command.line).succeeded) }
            #expect(folder.tree != before)
            #expect(folder.plan(keeper, [store]).map(\.way) == [.restoring])
            for command in commands.dropFirst(3) { #expect(try ProgramRun(command.line).succeeded) }
            #expect(folder.tree == before)
            let undoings = folder.plan(keeper, [store])
            #expect(undoings.map(\.way) == [.forgetting])
            for undoing in undoings { try keeper.undo(undoing) }
            #expect(folder.tree == before && folder.records.records() == [])
        }
    }

    @Test func twoStoresThatShareAFileAreUndoneOneAfterTheOther() async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            let (before, keeper, first) = (folder.tree, folder.keeper(), folder.store())
            try keeper.trust(first, Self.anchor, authorityFile: "/a/ca.pem")
            let list = fixture.path("store/list")
            let second = TrustStore(
                kind: .system, place: list, title: "the list", watched: [list],
                additions: [StoreCommand(arguments: ["sed", "-i", "$aagain", list], needsRoot: false)], removals: [],
                evidence: .command(["grep", "-q", "again\\|ours", list]))
            try keeper.trust(second, Self.anchor, authorityFile: "/a/ca.pem")
            let undoings = folder.plan(keeper, [first, second])
            #expect(undoings.map(\.way) == [.restoring, .restoring])
            for undoing in undoings { try keeper.undo(undoing) }
            #expect(folder.tree == before && namesInFolder(folder.records.path) == [])
        }
    }

    @Test("A record that devstack did not write is none", arguments: ["", "{}", "[1]", "{\"label\": 5}"])
    func foreignRecord(text: String) async throws {
        try await Self.withFixture { fixture in
            let folder = try Folder(fixture)
            try fixture.write("home/.local/state/devstack/trust/x/record.json", text)
            #expect(folder.records.records() == [])
        }
    }
}
