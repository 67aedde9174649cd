internal import Linux
internal import StackModel

/// From having ended by itself to the next start.
extension StackMachine {
    /// How long a service must have been ready for what was before not to count any more.
    static let settled = Duration.seconds(10)
    /// After so many ends in a row it is a crash loop.
    package static let loop = 5
    /// The pauses grow from the first to the longest, each twice the one before.
    static let firstPause = Duration.milliseconds(100)
    static let longestPause = Duration.seconds(60)

    /// What nobody asked for has happened: it is started again, or has failed.
    mutating func die(_ index: Int, _ cause: FailureCause, _ turn: inout Turn) {
        if let since = services[index].readySince, turn.now - since >= Self.settled { services[index].deaths = 0 }
        services[index].readySince = nil
        if services[index].isGoing, !isStopping { return endEarly(index, &turn) }
        guard services[index].isWanted, !isStopping, definitions[index].restart.restarts(after: services[index].deaths)
        else { return fail(index, cause, &turn) }
        services[index].deaths += 1
        if services[index].deaths >= Self.loop, !services[index].hasBeenReady {
            return fail(index, .crashLoop(cause), &turn)
        }
        turn.cancelTimer(.within, of: index)
        move(index, to: .restarting(cause), &turn)
        for dependent in restartedWith(index) where dependent != index { bringDown(dependent, &turn) }
        if !services[index].isOccupied {
            awaitRestart(index, &turn)
        } else if services[index].ending == .none {
            ask(index, &turn)
        }
    }

    /// It was to end as soon as others had.
    private mutating func endEarly(_ index: Int, _ turn: inout Turn) {
        beStopping(index, &turn)
        if services[index].isOccupied, services[index].ending == .none { ask(index, &turn) }
    }

    mutating func awaitRestart(_ index: Int, _ turn: inout Turn) {
        turn.setTimer(.backoff, of: index, after: pause(of: index))
    }

    /// Between three and five quarters of what the number of ends gives, so that services that ended together do not
    /// start together for ever.
    func pause(of index: Int) -> Duration {
        let doublings = max(0, min(services[index].deaths - 1, 16))
        let pause = min(Self.firstPause * (1 << doublings), Self.longestPause)
        var mixed = seed &+ UInt64(index &+ 1) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(services[index].deaths) << 32
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return pause * 3 / 4 + pause / 2 * Int(mixed >> 56) / 256
    }

    /// A service, and all that asks to be started again with it, directly or not.
    func restartedWith(_ index: Int) -> Set<Int> {
        var found: Set<Int> = [index]
        var open = [index]
        while let next = open.popLast() {
            for dependent in definitions.indices
            where definitions[dependent].dependencies.contains(where: { $0.index == next && $0.restarts }) {
                if found.insert(dependent).inserted { open.append(dependent) }
            }
        }
        return found
    }

    /// What runs is to end and run again.
    mutating func bringDown(_ index: Int, _ turn: inout Turn) {
        guard services[index].isWanted else { return }
        if services[index].isOccupied {
            services[index].isGoing = true
            services[index].startsAgain = true
        } else if services[index].phase.isRestarting {
            turn.cancelTimer(.backoff, of: index)
            move(index, to: .waiting, &turn)
        }
    }
}
