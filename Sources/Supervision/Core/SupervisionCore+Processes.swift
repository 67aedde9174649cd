import Glibc
internal import Linux
internal import StackModel

/// Services that run as processes.
extension SupervisionCore {
    func start(_ index: Int, _ process: ProcessPlan) {
        do throws(SystemError) {
            if runs[index].warden == nil { try takeWarden(index) }
            guard let warden = runs[index].warden else { return }
            beginMatching(index)
            let process = try withOpenPorts(withNotifySocket(process, of: index), of: index)
            if process.hasTerminal {
                let terminal = try PseudoTerminal()
                try warden.start(
                    process.launch(mark: record.mark, output: terminal.writing, error: terminal.writing))
                try follow(terminal.reading, of: index, as: .output, isTerminal: true)
            } else {
                let output = try OutputPipe()
                let error = try OutputPipe()
                try warden.start(process.launch(mark: record.mark, output: output.writing, error: error.writing))
                try follow(output.reading, of: index, as: .output)
                try follow(error.reading, of: index, as: .error)
            }
        } catch {
            runs[index].startProblem = SupervisionProblem(
                "it could not be started: \(error)",
                remedy: error.call == "posix_openpt"
                    ? "A terminal needs /dev/ptmx; remove `tty:` if it can do without one." : nil)
            post(.startFailed(index), .gone(index))
        }
    }

    private func follow(
        _ descriptor: Descriptor, of index: Int, as stream: LogLine.Stream, isTerminal: Bool = false
    ) throws(SystemError) {
        let token = try watchOutput(descriptor, of: index, stream)
        runs[index].outputs.append(
            ServiceRun.Output(
                stream: stream, descriptor: descriptor, token: token, splitter: LineSplitter(isTerminal: isTerminal)))
    }

    func watchOutput(
        _ descriptor: Descriptor, of index: Int, _ stream: LogLine.Stream
    ) throws(SystemError) -> EventThread.Token {
        try thread.watch(descriptor) { [self] in assumeIsolated { $0.readOutput(of: index, stream) } }
    }

    func readReports(of index: Int) {
        while let warden = runs[index].warden, runs[index].heldExit == nil {
            let report: WardenReport?
            do throws(SystemError) { report = try warden.receive() } catch { report = nil }
            guard let report else { return }
            note(report, of: index)
        }
    }

    private func note(_ report: WardenReport, of index: Int) {
        switch report {
        case .started(let pid):
            runs[index].main = ProcessEntry(pid: pid)
            runs[index].startedPid = pid
            recordSoon()
            post(.started(index))
        case .startFailed(let failure):
            if case .process(let process) = plans[index].run { runs[index].startProblem = failure.words(for: process) }
            post(.startFailed(index))
        case .exited(let exit, let remain):
            runs[index].mainExit = exit
            // What it wrote before its end comes before the news of that.
            drainOutputs(of: index)
            readNotifications(of: index)
            if takesAsEarly(exit, remain: remain, of: index) { return }
            tell(exit, remain: remain, of: index)
            if remain { noteSessionsSoon() }
        case .gone: if !startsAgainEarly(index) { noteGone(index) }
        case .lost:
            if let token = runs[index].wardenToken { thread.unwatch(token) }
            runs[index].wardenToken = nil
            runs[index].warden = nil
            guard machine.isOccupied(index) else { return }
            drainOutputs(of: index)
            post(.wardenLost(index))
            sweep.assumeIsolated { sweep in
                sweep.end { [self] in assumeIsolated { $0.noteGone(index) } }
            }
        }
    }

    private func noteGone(_ index: Int) {
        closeOutputs(of: index)
        unwatchMain(of: index)
        // A socket that it has called listen(2) on listens on without it.
        if plans[index].listensItself { runs[index].sockets = [] }
        post(.gone(index))
    }

    /// One read, so that a service which floods does not starve the others.
    private func readOutput(of index: Int, _ stream: LogLine.Stream) {
        guard let place = runs[index].outputs.firstIndex(where: { $0.stream == stream }) else { return }
        _ = readOnce(index, place)
        holdOutputsIfFull(of: index)
    }

    /// Up to what a pipe holds many times over: a writer that goes on is not waited for.
    private func drainOutputs(of index: Int) {
        for place in runs[index].outputs.indices.reversed() {
            var reads = 0
            while reads < 64, readOnce(index, place) == .more { reads += 1 }
        }
    }

    func closeOutputs(of index: Int) {
        drainOutputs(of: index)
        for place in runs[index].outputs.indices.reversed() { close(index, place) }
    }

    private enum Reading {
        case more
        case nothingYet
        case closed
    }

    private func readOnce(_ index: Int, _ place: Int) -> Reading {
        guard place < runs[index].outputs.count else { return .closed }
        let descriptor = runs[index].outputs[place].descriptor
        let count: Int?
        do throws(SystemError) {
            count = try descriptor.read(into: &buffer)
        } catch {
            count = 0
        }
        guard let count else { return .nothingYet }
        guard count > 0 else {
            close(index, place)
            return .closed
        }
        let stream = runs[index].outputs[place].stream
        let parts = runs[index].outputs[place].splitter.feed(buffer[..<count], secrets: book.secrets)
        take(parts, of: index, stream)
        return .more
    }

    private func close(_ index: Int, _ place: Int) {
        var output = runs[index].outputs.remove(at: place)
        if let token = output.token { thread.unwatch(token) }
        let rest = output.splitter.finish(secrets: book.secrets)
        if !rest.isEmpty { take(rest, of: index, output.stream) }
    }

    private func take(_ parts: [LineSplitter.Part], of index: Int, _ stream: LogLine.Stream) {
        runs[index].matcher?.take(parts.map(\.bytes))
        let time = LogTime(seconds: WallClock.now())
        take(
            parts.map {
                LogLine(service: index, stream: stream, time: time, bytes: $0.bytes, continues: $0.continues)
            })
    }
}
