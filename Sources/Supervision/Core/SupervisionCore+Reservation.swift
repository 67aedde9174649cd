internal import Linux

/// Ports that are kept for programs which have not bound them yet.
///
/// A program that binds without SO_REUSEADDR finds its port taken by what keeps it, and mostly ends. It is started once more
/// without that. To the machine it has been starting all the while, so that this counts as no end.
extension SupervisionCore {
    /// Whether the end of a program is no news but the reason for another start.
    func takesAsEarly(_ exit: ProcessExit, remain: Bool, of index: Int) -> Bool {
        // An activated one has its sockets already.
        guard machine.phases[index] == .listening, !plans[index].isActivated else { return false }
        // What a daemon has left in the background is about to listen.
        if remain, exit.isSuccess { return false }
        let wereKept = plans[index].reservations.map { $0.release() }
        guard wereKept.contains(true) else { return false }
        runs[index].earlyExit = exit
        if remain { runs[index].warden?.killAll() }
        return true
    }

    /// A program may also try again by itself, so that its port is kept for half of its time alone.
    func releasePortsInTime(of index: Int) {
        guard plans[index].isProcess, !plans[index].reservations.isEmpty else { return }
        let turn = runs[index].turn
        thread.schedule(at: .now + plans[index].within / 2) { [self] in
            assumeIsolated { core in
                guard core.runs[index].turn == turn, core.machine.phases[index] == .listening else { return }
                core.plans[index].reservations.forEach { $0.release() }
            }
        }
    }

    /// - Returns: whether there was such an end, and the program runs again.
    func startsAgainEarly(_ index: Int) -> Bool {
        guard let exit = runs[index].earlyExit else { return false }
        runs[index].earlyExit = nil
        guard machine.phases[index] == .listening, case .process(let process) = plans[index].run else {
            // It was told to stop meanwhile.
            post(.exited(index, exit, remain: false))
            return false
        }
        board.note(
            "\(plans[index].name): it \(exit.verb) before it listened, and was started once more with its port no longer "
                + "kept for it, in case it binds without SO_REUSEADDR")
        closeOutputs(of: index)
        endMatching(index)
        runs[index].main = nil
        runs[index].mainExit = nil
        start(index, process)
        return true
    }
}
