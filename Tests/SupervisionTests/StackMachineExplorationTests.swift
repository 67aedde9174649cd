import Glibc
import Linux
import Testing

@testable import Supervision

/// All that can happen to three services, in every order.
@Suite struct StackMachineExplorationTests {
    /// What a service's processes do: the other side of the machine.
    enum Reality: Hashable {
        case absent
        /// START was sent.
        case launched
        case running
        case listening
        /// The main process has ended, others have not.
        case background
        /// Its end has been told, and `gone` is next.
        case leaving
        /// Its warden was killed; what it left is being ended.
        case orphaned
    }

    struct World: Hashable {
        var machine: StackMachine
        var reality: [Reality]
        var timers: Set<StackTimer> = []
        /// How often each was started.
        var starts: [Int]
        var wantsProbe: Set<Int> = []
        var confirms: Set<Int> = []
        var stopSignals: [Int]
        var isFinished = false

        /// Without what is the same in every state.
        func hash(into hasher: inout Hasher) {
            hasher.combine(machine.services)
            hasher.combine(machine.isStopping)
            hasher.combine(reality)
            hasher.combine(timers)
        }
    }

    static let begin = SuspendingClock.now

    /// A listener; a probed one that needs it; a one-shot beside them.
    static let definitions = [
        StackMachine.Definition(hasListeners: true),
        StackMachine.Definition(dependencies: [0], hasListeners: true, readiness: .probe),
        StackMachine.Definition(dependencies: [0], readiness: .exit),
    ]

    static func initialWorld() -> World {
        World(
            machine: StackMachine(definitions), reality: [.absent, .absent, .absent], starts: [0, 0, 0],
            stopSignals: [0, 0, 0])
    }

    /// Every event that may come next, with what it makes of the world outside.
    static func possibilities(_ world: World) -> [(StackEvent, (inout World) -> Void)] {
        var events: [(StackEvent, (inout World) -> Void)] = []
        for (index, reality) in world.reality.enumerated() {
            func become(_ next: Reality) -> (inout World) -> Void { { $0.reality[index] = next } }
            switch reality {
            case .absent: break
            case .launched:
                events.append((.started(index), become(.running)))
                events.append((.startFailed(index), become(.leaving)))
            case .running, .listening:
                if reality == .running, definitions[index].hasListeners, world.machine.phases[index] == .listening {
                    events.append((.listening(index), become(.listening)))
                }
                for exit in [ProcessExit.status(0), .status(1)] {
                    events.append((.exited(index, exit, remain: false), become(.leaving)))
                    events.append((.exited(index, exit, remain: true), become(.background)))
                }
            case .background, .leaving: events.append((.gone(index), become(.absent)))
            case .orphaned: events.append((.gone(index), become(.absent)))
            }
            if world.wantsProbe.contains(index) {
                events.append((.probePassed(index), { $0.wantsProbe.remove(index) }))
            }
            if world.confirms.contains(index) {
                events.append((.listenersLost(index), { $0.confirms.remove(index) }))
            }
            if reality != .absent, reality != .orphaned {
                events.append((.wardenLost(index), become(.orphaned)))
            }
        }
        for timer in world.timers { events.append((.timer(timer), { $0.timers.remove(timer) })) }
        events.append((.stopRequested, { _ in }))
        events.append((.forceStop, { _ in }))
        return events
    }

    /// The world after an event, with the machine's actions carried out, and each of them held against the rules.
    static func step(_ world: World, _ event: StackEvent, _ change: (inout World) -> Void) -> World {
        var next = world
        change(&next)
        let actions = next.machine.handle(event, now: begin)
        for action in actions { carryOut(action, in: &next) }
        if world.isFinished, !actions.isEmpty { Issue.record("\(actions) after the end, on \(event)") }
        return next
    }

    static func carryOut(_ action: StackAction, in world: inout World) {
        switch action {
        case .start(let index):
            world.starts[index] += 1
            if world.machine.isStopping { Issue.record("\(index) is started in a stack that stops") }
            if world.starts[index] > 1 { Issue.record("\(index) is started twice") }
            for dependency in definitions[index].dependencies where !world.machine.phases[dependency].isSatisfied {
                Issue.record("\(index) is started before \(dependency) is ready")
            }
            world.reality[index] = .launched
        case .setTimer(let timer, _): world.timers.insert(timer)
        case .cancelTimer(let timer): world.timers.remove(timer)
        case .probe(let index): world.wantsProbe.insert(index)
        case .confirmListeners(let index): world.confirms.insert(index)
        case .stop(let index):
            world.stopSignals[index] += 1
            if world.stopSignals[index] > 1 { Issue.record("\(index) is told to stop twice") }
            if case .failed = world.machine.phases[index] { break }
            for dependent in world.machine.dependents[index] where world.machine.isOccupied(dependent) {
                Issue.record("\(index) is stopped while \(dependent), which needs it, runs")
            }
        case .finished:
            if world.isFinished { Issue.record("finished twice") }
            world.isFinished = true
            for phase in world.machine.phases where phase.isComing || phase == .ready || phase == .stopping {
                Issue.record("finished with a service that is \(phase)")
            }
            if !world.timers.isEmpty { Issue.record("finished with \(world.timers)") }
            for (index, reality) in world.reality.enumerated() where reality != .absent {
                if world.machine.phases[index] != .failed(.unendable) {
                    Issue.record("finished, but \(index) is \(reality)")
                }
            }
        case .watchListeners, .kill, .report: break
        }
    }

    /// From here, told to stop, with an environment that only does what it must: processes end when they are killed.
    static func endsWhenStopped(_ world: World) -> Bool {
        var world = step(world, .stopRequested) { _ in }
        for _ in 0..<60 where !world.isFinished {
            if let index = world.reality.firstIndex(of: .launched) {
                world = step(world, .started(index)) { $0.reality[index] = .running }
            } else if let index = world.reality.firstIndex(where: { $0 == .leaving || $0 == .orphaned }) {
                world = step(world, .gone(index)) { $0.reality[index] = .absent }
            } else if let timer = world.timers.first(where: { $0.kind == .grace }) {
                // Killed only now: it ignored the signal.
                world = step(world, .timer(timer)) {
                    $0.timers.remove(timer)
                    $0.reality[timer.service] = .leaving
                }
            } else if let timer = world.timers.first(where: { $0.kind == .patience }) {
                world = step(world, .gone(timer.service)) { $0.reality[timer.service] = .absent }
            } else {
                return false
            }
        }
        return world.isFinished
    }

    @Test func everyOrderOfEventsEndsWell() async {
        // make soak goes deeper: each step takes some three times as long as the one before.
        let depth = getenv("DEVSTACK_EXPLORATION_DEPTH").flatMap { Int(String(cString: $0)) } ?? 7
        var seen: Set<World> = []
        let first = Self.initialWorld()
        var frontier = [Self.step(first, .begin) { _ in }]
        seen.insert(frontier[0])
        var stuck = 0
        var transitions = 0
        for _ in 0..<depth {
            var next: [World] = []
            for world in frontier {
                // The other tests of this process have two threads at times.
                await Task.yield()
                for (event, change) in Self.possibilities(world) {
                    transitions += 1
                    let after = Self.step(world, event, change)
                    guard seen.insert(after).inserted else { continue }
                    if !Self.endsWhenStopped(after) { stuck += 1 }
                    next.append(after)
                }
            }
            frontier = next
        }
        print(
            "explored \(seen.count) states by \(transitions) transitions to depth \(depth); \(frontier.count) at the edge"
        )
        #expect(stuck == 0)
        #expect(seen.count > 1000)
        #expect(seen.contains { $0.machine.phases == [.ready, .ready, .completed] })
        #expect(seen.contains { $0.machine.phases == [.stopped, .waiting, .waiting] && $0.isFinished })
    }
}
