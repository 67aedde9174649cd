import Linux
import Testing

@testable import Supervision

/// A machine, and the processes and timers that it acts on: the other side of it.
struct StackWorld: Hashable {
    /// What a service's processes do.
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

    static let begin = SuspendingClock.now

    var machine: StackMachine
    var reality: [Reality]
    var timers: Set<StackTimer> = []
    var wantsProbe: Set<Int> = []
    var confirms: Set<Int> = []
    /// Since the last start of each.
    var stopSignals: [Int]
    var isFinished = false
    var hasReloaded = false
    /// Whether the service that the reload has added was started.
    var hasAddedRun = false

    init(_ definitions: [StackMachine.Definition]) {
        machine = StackMachine(definitions)
        reality = definitions.map { _ in .absent }
        stopSignals = definitions.map { _ in 0 }
    }

    /// Without what is the same in every state.
    func hash(into hasher: inout Hasher) {
        hasher.combine(machine.services)
        hasher.combine(machine.isStopping)
        hasher.combine(reality)
        hasher.combine(timers)
    }

    /// Every event that may come next by itself, with what it makes of the world outside.
    var possibilities: [(StackEvent, (inout StackWorld) -> Void)] {
        var events: [(StackEvent, (inout StackWorld) -> Void)] = []
        for (index, now) in reality.enumerated() {
            func become(_ next: Reality) -> (inout StackWorld) -> Void { { $0.become(next, index) } }
            switch now {
            case .absent: break
            case .launched:
                events.append((.started(index), become(.running)))
                events.append((.startFailed(index), become(.leaving)))
            case .running, .listening:
                if now == .running, machine.definitions[index].hasListeners, machine.phases[index] == .listening {
                    events.append((.listening(index), become(.listening)))
                }
                for exit in [ProcessExit.status(0), .status(1)] {
                    events.append((.exited(index, exit, remain: false), become(.leaving)))
                    events.append((.exited(index, exit, remain: true), become(.background)))
                }
            case .background, .leaving, .orphaned: events.append((.gone(index), become(.absent)))
            }
            if wantsProbe.contains(index) {
                events.append((.probePassed(index), { $0.wantsProbe.remove(index) }))
                events.append((.extended(index, until: .now), { _ in }))
            }
            if confirms.contains(index) {
                events.append((.listenersLost(index), { $0.confirms.remove(index) }))
            }
            if now != .absent, now != .orphaned { events.append((.wardenLost(index), become(.orphaned))) }
        }
        for timer in timers { events.append((.timer(timer), { $0.timers.remove(timer) })) }
        return events
    }

    /// A stack is reloaded once here, so that it does not grow for ever; then nobody knows what it has removed.
    func allowed(_ requests: [StackEvent]) -> [StackEvent] {
        requests.filter { request in
            switch request {
            case .reload: !hasReloaded
            case .startService(2), .stopService(2), .restartService(2): !hasReloaded
            default: true
            }
        }
    }

    private mutating func become(_ next: Reality, _ index: Int) {
        reality[index] = next
        if next == .absent {
            wantsProbe.remove(index)
            confirms.remove(index)
        }
    }

    /// Lets an event happen and carries the machine's actions out, each of them held against the rules.
    mutating func happen(_ event: StackEvent, _ change: (inout StackWorld) -> Void) {
        let wasFinished = isFinished
        change(&self)
        if case .reload(let change) = event, !machine.isStopping, !wasFinished {
            hasReloaded = true
            reality += change.added.map { _ in .absent }
            stopSignals += change.added.map { _ in 0 }
        }
        let actions = machine.handle(event, now: Self.begin)
        for action in actions { carryOut(action, of: event) }
        if wasFinished, !actions.isEmpty { Issue.record("\(actions) after the end, on \(event)") }
    }

    private mutating func carryOut(_ action: StackAction, of event: StackEvent) {
        switch action {
        case .start(let index):
            if machine.isStopping { Issue.record("\(index) is started in a stack that stops") }
            if reality[index] != .absent { Issue.record("\(index) is started while it is \(reality[index])") }
            if !machine.isWanted(index) { Issue.record("\(index) is started and not wanted") }
            if hasReloaded, index == 3, !hasAddedRun, machine.isOccupied(2) {
                Issue.record("\(index) is started before what holds its port has ended")
            }
            if index == 3 { hasAddedRun = true }
            for dependency in machine.definitions[index].dependencies where !machine.isMet(dependency) {
                Issue.record("\(index) is started before \(dependency.index) is far enough")
            }
            reality[index] = .launched
            stopSignals[index] = 0
        case .setTimer(let timer, _): timers.insert(timer)
        case .cancelTimer(let timer): timers.remove(timer)
        case .probe(let index): wantsProbe.insert(index)
        case .confirmListeners(let index): confirms.insert(index)
        case .stop(let index):
            stopSignals[index] += 1
            if stopSignals[index] > 1 { Issue.record("\(index) is told to stop twice") }
            if reality[index] == .absent { Issue.record("\(index) is told to stop, and does not run") }
            if case .failed = machine.phases[index] { break }
            // A reload may turn dependencies round, and a service alone may be told to stop.
            guard machine.isStopping, !hasReloaded else { break }
            for dependent in machine.dependents[index] where machine.isOccupied(dependent) {
                Issue.record("\(index) is stopped while \(dependent), which needs it, runs")
            }
        case .finished:
            if isFinished { Issue.record("finished twice") }
            isFinished = true
            for phase in machine.phases where phase.isComing || phase == .ready || phase == .stopping {
                Issue.record("finished with a service that is \(phase)")
            }
            if !timers.isEmpty { Issue.record("finished with \(timers): \(machine.phases), \(event)") }
            for (index, reality) in reality.enumerated() where reality != .absent {
                if machine.phases[index] != .failed(.unendable) {
                    Issue.record("finished, but \(index) is \(reality)")
                }
            }
        case .watchListeners, .kill, .report, .adopt: break
        }
    }

    /// From here, told to stop, with an environment that only does what it must: processes end when they are killed.
    var endsWhenStopped: Bool {
        var world = self
        world.happen(.stopRequested) { _ in }
        for _ in 0..<60 where !world.isFinished {
            guard world.stepOfEnding() || world.stepOfKilling() else { return false }
        }
        return world.isFinished
    }

    /// From here, with processes that do as they should: a service that gets nowhere.
    var stuckThoughAllGoesWell: Int? {
        var world = self
        for _ in 0..<80 where !world.isFinished {
            guard world.stepOfRunning() || world.stepOfEnding() || world.stepOfKilling() else { break }
        }
        if world.isFinished { return nil }
        return world.machine.phases.indices.first { index in
            let phase = world.machine.phases[index]
            switch phase {
            case .ready, .completed, .failed, .stopped: return false
            case .waiting:
                return world.machine.isWanted(index)
                    && world.machine.definitions[index].dependencies.allSatisfy(world.machine.isMet)
            case .starting, .listening, .probing, .finishing, .restarting, .stopping: return true
            }
        }
    }

    private mutating func stepOfRunning() -> Bool {
        if let index = reality.firstIndex(of: .launched) {
            happen(.started(index)) { $0.become(.running, index) }
        } else if let index = machine.phases.firstIndex(of: .listening), reality[index] == .running {
            happen(.listening(index)) { $0.become(.listening, index) }
        } else if let index = machine.phases.firstIndex(of: .probing), wantsProbe.contains(index) {
            happen(.probePassed(index)) { $0.wantsProbe.remove(index) }
        } else if let index = machine.phases.firstIndex(of: .finishing), reality[index] == .running {
            happen(.exited(index, .status(0), remain: false)) { $0.become(.leaving, index) }
        } else if let timer = timers.first(where: { $0.kind == .backoff }) {
            happen(.timer(timer)) { $0.timers.remove(timer) }
        } else if let timer = timers.first(where: { $0.kind == .within && reality[$0.service] == .background }) {
            // Its main process has ended, and what it left does not do what it should.
            happen(.timer(timer)) { $0.timers.remove(timer) }
        } else {
            return false
        }
        return true
    }

    private mutating func stepOfEnding() -> Bool {
        if let index = reality.firstIndex(of: .launched) {
            happen(.started(index)) { $0.become(.running, index) }
        } else if let index = reality.firstIndex(where: { $0 == .leaving || $0 == .orphaned }) {
            happen(.gone(index)) { $0.become(.absent, index) }
        } else {
            return false
        }
        return true
    }

    private mutating func stepOfKilling() -> Bool {
        if let timer = timers.first(where: { $0.kind == .grace }) {
            // Killed only now: it ignored the signal.
            happen(.timer(timer)) {
                $0.timers.remove(timer)
                $0.become(.leaving, timer.service)
            }
        } else if let timer = timers.first(where: { $0.kind == .patience }) {
            happen(.gone(timer.service)) { $0.become(.absent, timer.service) }
        } else {
            return false
        }
        return true
    }
}
