import Linux
import StackModel
import Testing

@testable import Supervision

/// What runs becomes what it is to be from now on, and nothing else is touched.
@Suite struct ReloadTests {
    @Test(.timeLimit(.minutes(1))) func onlyWhatChangedIsTouched() async throws {
        let stack = try StackFixture()
        let kept = stack.service("kept", "print", "up")
        let changed = stack.service("changed", after: [0], "print", "before")
        let removed = stack.service("removed", "print", "up")
        try await stack.run([kept, changed, removed]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.lines.first { $0.service == 1 }
            let after = stack.service("changed", after: [0], "print", "after")
            let added = stack.service("added", after: [1], "print", "new")
            try await supervisor.reload(
                StackRevision(
                    removed: [2], changed: [1: .init(after, needsRestart: true)],
                    added: [.init(added, needsRestart: true)], order: [3, 0, 1]))
            #expect(supervisor.reports().map(\.name) == [added.name, kept.name, changed.name])
            #expect(supervisor.reports().allSatisfy { $0.state == .ready })
            _ = try await stack.lines.first { $0.service == 3 }
            _ = try await stack.lines.last(of: 2) { $0.service == 1 }
            #expect(stack.text(of: 0) == ["up"])
            #expect(stack.text(of: 1) == ["before", "after"])
            #expect(stack.text(of: 3) == ["new"])
            #expect(await supervisor.carryOut(.start, of: removed.name) == nil)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aPortGoesFromOneServiceToAnother() async throws {
        let stack = try StackFixture()
        let (first, second) = (try stack.freePort(), try stack.freePort())
        func web(_ name: String, _ port: UInt16) -> ServicePlan {
            stack.service(name, port: port, "listen", "\(stack.address)", "\(port)")
        }
        try await stack.run([web("a", first), web("b", second)]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try await supervisor.reload(
                StackRevision(
                    removed: [],
                    changed: [
                        0: .init(web("a", second), needsRestart: true, after: [1]),
                        1: .init(web("b", first), needsRestart: true, after: [0]),
                    ], added: [], order: [0, 1]))
            #expect(supervisor.reports().map(\.state) == [.ready, .ready])
        }
    }

    @Test(.timeLimit(.minutes(1))) func whatWasRemovedMayComeAgain() async throws {
        let stack = try StackFixture()
        let kept = stack.service("kept", "print", "up")
        let fickle = stack.service("fickle", "print", "up")
        try await stack.run([kept, fickle]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.lines.first { $0.service == 1 }
            try await supervisor.reload(StackRevision(removed: [1], changed: [:], added: [], order: [0]))
            #expect(supervisor.reports().map(\.name) == [kept.name])
            try await supervisor.reload(
                StackRevision(removed: [], changed: [1: .init(fickle, needsRestart: true)], added: [], order: [1, 0]))
            #expect(supervisor.reports().map(\.name) == [fickle.name, kept.name])
            #expect(supervisor.reports().map(\.state) == [.ready, .ready])
            _ = try await stack.lines.last(of: 2) { $0.service == 1 }
        }
    }

    /// Killed all at once, the next start must find what the first process of a stack of servers has left.
    @Test(.timeLimit(.minutes(1))) func theFirstProcessIsWrittenDown() async throws {
        let stack = try StackFixture()
        let server = ServicePlan(name: "server", run: .inProcess(ServerStub()), readiness: .started)
        try await stack.run([server]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let added = stack.service("added", "print", "up")
            try await supervisor.reload(
                StackRevision(removed: [], changed: [:], added: [.init(added, needsRestart: true)], order: [0, 1]))
            let record = try #require(RunRecord(text: stack.folder.read("state/run")))
            #expect(record.boot == ProcessFiles.bootIdentifier())
            #expect(record.services.map(\.name) == [added.name])
        }
    }

    @Test(.timeLimit(.minutes(1))) func anAddedServiceWhosePortIsTakenSaysSo() async throws {
        let stack = try StackFixture()
        let stranger = try StackFixture()
        let port = try stack.freePort()
        let words = ["listen", "\(stack.address)", "\(port)"]
        let theirs = stranger.service("stranger", readiness: .started, words[0], words[1], words[2], "print", "up")
        try await stranger.run([theirs]) { _ in
            _ = try await stranger.lines.first { _ in true }
            try await stack.run([stack.service("kept", "print", "up")]) { supervisor in
                #expect(await supervisor.whenReady() == .ready)
                let added = stack.service("added", port: port, words[0], words[1], words[2])
                try await supervisor.reload(
                    StackRevision(removed: [], changed: [:], added: [.init(added, needsRestart: true)], order: [0, 1]))
                let report = try #require(supervisor.reports().last)
                #expect(report.state == .failed)
                #expect(report.failure?.hasPrefix("port \(port) is taken") == true)
            }
        }
    }
}
