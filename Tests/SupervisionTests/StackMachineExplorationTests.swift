import Glibc
import Linux
import Testing

@testable import Supervision

/// All that can happen to three services, in every order.
@Suite struct StackMachineExplorationTests {
    /// A listener; a probed one that needs it; a one-shot beside them.
    static let plain = [
        StackMachine.Definition(hasListeners: true),
        StackMachine.Definition(dependencies: [.init(0)], hasListeners: true, readiness: .probe),
        StackMachine.Definition(dependencies: [.init(0)], readiness: .exit),
    ]

    /// A listener that always comes back; one that goes down and up with it; a one-shot that waits for its start alone.
    static let restarting = [
        StackMachine.Definition(hasListeners: true, restart: .always),
        StackMachine.Definition(
            dependencies: [.init(0, restarts: true)], hasListeners: true, readiness: .probe,
            restart: .onFailure(atMost: 2)),
        StackMachine.Definition(
            dependencies: [.init(0, condition: .started)], readiness: .exit, restart: .onFailure(atMost: 1)),
    ]

    /// Turns a dependency round, so that both services need each other for a while; one goes, another comes.
    static let change = StackChange(
        removed: [2],
        changed: [
            0: .init(
                definition: .init(dependencies: [.init(1)], hasListeners: true, restart: .always), needsRestart: false),
            1: .init(definition: .init(hasListeners: true, readiness: .probe), needsRestart: true),
        ],
        added: [.init(.init(dependencies: [.init(1, restarts: true)], readiness: .started), after: [2])])

    /// - Parameter requests: what may be asked of the machine at any time.
    private func explore(
        _ definitions: [StackMachine.Definition], requests: [StackEvent], depth: Int
    ) async -> Set<StackWorld> {
        var seen: Set<StackWorld> = []
        var first = StackWorld(definitions)
        first.happen(.begin) { _ in }
        var frontier = [first]
        seen.insert(first)
        var transitions = 0
        var stuck = 0
        for _ in 0..<depth {
            var next: [StackWorld] = []
            for world in frontier {
                // The other tests of this process have two threads at times.
                await Task.yield()
                for (event, change) in world.possibilities + world.allowed(requests).map({ ($0, { _ in }) }) {
                    transitions += 1
                    var after = world
                    after.happen(event, change)
                    guard seen.insert(after).inserted else { continue }
                    if !after.endsWhenStopped { stuck += 1 }
                    if let service = after.stuckThoughAllGoesWell {
                        Issue.record(
                            "\(service) is stuck after \(event): \(after.machine.phases), \(after.reality), \(after.timers)"
                        )
                        stuck += 1
                    }
                    if stuck > 3 { return seen }
                    next.append(after)
                }
            }
            frontier = next
        }
        print(
            "explored \(seen.count) states by \(transitions) transitions to depth \(depth); \(frontier.count) at the edge"
        )
        #expect(stuck == 0)
        return seen
    }

    /// make soak goes deeper: each step takes some three times as long as the one before.
    private func depth(_ usual: Int) -> Int {
        let further = getenv("DEVSTACK_EXPLORATION_DEPTH").flatMap { Int(String(cString: $0)) } ?? 7
        return usual + further - 7
    }

    @Test func everyOrderOfEventsEndsWell() async {
        let seen = await explore(Self.plain, requests: [.stopRequested, .forceStop], depth: depth(7))
        #expect(seen.count > 1000)
        #expect(seen.contains { $0.machine.phases == [.ready, .ready, .completed] })
        #expect(seen.contains { $0.machine.phases == [.stopped, .waiting, .waiting] && $0.isFinished })
    }

    @Test func restartStopCrashAndReloadInAnyOrderEndWell() async {
        var requests: [StackEvent] = [.stopRequested, .forceStop, .reload(Self.change)]
        for index in 0..<3 { requests += [.startService(index), .stopService(index), .restartService(index)] }
        let seen = await explore(Self.restarting, requests: requests, depth: depth(5))
        #expect(seen.count > 1000)
        #expect(seen.contains { $0.machine.phases.first?.isRestarting == true && $0.machine.phases[1] == .stopping })
        #expect(seen.contains { $0.machine.services.count == 4 && $0.machine.phases[2] == .stopped })
    }
}
