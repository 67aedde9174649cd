internal import Linux
internal import StackModel

/// Readiness by a line that the service writes.
extension SupervisionCore {
    func beginMatching(_ index: Int) {
        guard case .log(let pattern) = plans[index].readiness else { return }
        runs[index].matcher = LogMatcher(pattern: pattern) { [self] in
            thread.submit { self.assumeIsolated { $0.noteMatching(of: index) } }
        }
    }

    /// A line has matched, or all lines so far have been looked at.
    private func noteMatching(of index: Int) {
        guard let matcher = runs[index].matcher, !matcher.isBusy else { return }
        resumeOutputs(of: index)
        tellMatch(of: index)
        tellHeldExit(of: index)
    }

    private func tellMatch(of index: Int) {
        guard let matcher = runs[index].matcher, !matcher.isBusy, matcher.hasMatched else { return }
        if machine.phases[index] == .probing { post(.probePassed(index)) }
    }

    /// The end of the main process waits until what it wrote before has been looked at.
    func tell(_ exit: ProcessExit, remain: Bool, of index: Int) {
        // The news of a match may still be on its way.
        tellMatch(of: index)
        if let matcher = runs[index].matcher, matcher.isBusy, machine.phases[index].isComing {
            runs[index].heldExit = (exit, remain)
            if let token = runs[index].wardenToken { thread.unwatch(token) }
            runs[index].wardenToken = nil
        } else if remain, exit.isSuccess, staysBehind(index) {
            // What it has left is the service now: it ends when that is gone.
        } else {
            post(.exited(index, exit, remain: remain))
        }
    }

    /// Whether a program that tells how it is may do so from the background.
    private func staysBehind(_ index: Int) -> Bool {
        plans[index].readiness == .notify && !plans[index].listeners.contains(where: \.isRequired)
    }

    private func tellHeldExit(of index: Int) {
        guard let (exit, remain) = runs[index].heldExit else { return }
        runs[index].heldExit = nil
        post(.exited(index, exit, remain: remain))
        do throws(SystemError) {
            try watchWarden(index)
        } catch {
            runs[index].warden?.killAll()
        }
    }

    /// The service is ready, or will not be: its lines are nobody's business but the log's.
    func endMatching(_ index: Int) {
        guard let matcher = runs[index].matcher else { return }
        runs[index].matcher = nil
        matcher.end()
        resumeOutputs(of: index)
        tellHeldExit(of: index)
    }

    /// Leaves what it writes in its pipe until lines that are there already have been looked at, and passed on.
    func holdOutputsIfFull(of index: Int) {
        guard mustHoldOutputs(of: index) else { return }
        for place in runs[index].outputs.indices {
            if let token = runs[index].outputs[place].token { thread.unwatch(token) }
            runs[index].outputs[place].token = nil
        }
    }

    private func mustHoldOutputs(of index: Int) -> Bool {
        runs[index].matcher?.isFull == true || isBackedUp(index)
    }

    func resumeOutputs(of index: Int) {
        guard !mustHoldOutputs(of: index) else { return }
        for place in runs[index].outputs.indices.reversed() where runs[index].outputs[place].token == nil {
            let output = runs[index].outputs[place]
            runs[index].outputs[place].token = try? watchOutput(output.descriptor, of: index, output.stream)
        }
    }
}
