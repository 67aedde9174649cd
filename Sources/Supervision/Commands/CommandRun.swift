internal import Linux
internal import StackModel

/// One command on its way. Lives on the supervision thread.
actor CommandRun {
    private struct Output {
        var descriptor: Descriptor
        var token: EventThread.Token?
        var kept = CommandOutcome.Output([])
    }

    private enum Verdict {
        case ended(CommandOutcome.Ending)
        case cancelled
    }

    private nonisolated let thread: EventThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    nonisolated let result = Latch<Result<CommandOutcome, CancellationError>>()

    private let process: ProcessPlan
    private let limit: Int
    private let mark: RunMark
    private let sweep: LeftoverSweep
    private var warden: Warden?
    private var wardenToken: EventThread.Token?
    private var timer: EventThread.Token?
    private var outputs: [Output] = []
    private var verdict: Verdict?

    init(thread: EventThread, process: ProcessPlan, limit: Int, mark: RunMark) {
        self.thread = thread
        self.process = process
        self.limit = limit
        self.mark = mark
        sweep = LeftoverSweep(thread: thread, mark: mark)
    }

    func begin(name: String, timeout: Duration) throws {
        if case .cancelled = verdict { throw CancellationError() }
        let output = try OutputPipe()
        let error = try OutputPipe()
        let warden = try Warden(name: name)
        do {
            wardenToken = try thread.watch(warden.control) { [self] in assumeIsolated { $0.readReports() } }
            outputs = [Output(descriptor: output.reading), Output(descriptor: error.reading)]
            for place in outputs.indices {
                outputs[place].token = try thread.watch(outputs[place].descriptor) { [self] in
                    assumeIsolated { _ = $0.readOnce(place) }
                }
            }
            self.warden = warden
            try warden.start(process.launch(mark: mark, output: output.writing, error: error.writing))
        } catch {
            close()
            throw error
        }
        timer = thread.schedule(at: .now + timeout) { [self] in
            assumeIsolated { core in
                core.timer = nil
                core.end(.ended(.timedOut))
            }
        }
    }

    func cancel() { end(.cancelled) }

    /// The first verdict counts; the rest is to see that nothing is left.
    private func end(_ verdict: Verdict) {
        if self.verdict == nil { self.verdict = verdict }
        warden?.killAll()
    }

    private func readReports() {
        while let warden, let report = try? warden.receive() {
            switch report {
            case .started: break
            case .startFailed(let failure): verdict = .ended(.notStarted(failure.words(for: process).message))
            case .exited(.status(let status), _): end(.ended(.exited(status)))
            case .exited(.signal(let signal), _): end(.ended(.signalled(signal)))
            case .gone: finish()
            case .lost:
                self.warden = nil
                if let wardenToken { thread.unwatch(wardenToken) }
                if verdict == nil { verdict = .ended(.notStarted("its warden was killed from outside")) }
                sweep.assumeIsolated { sweep in sweep.end { [self] in assumeIsolated { $0.finish() } } }
            }
        }
    }

    /// Takes what one read gives; what is beyond the limit is read all the same, so that the command does not wait.
    private func readOnce(_ place: Int) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        guard let token = outputs[place].token else { return false }
        let count: Int?
        do throws(SystemError) { count = try outputs[place].descriptor.read(into: &buffer) } catch { count = 0 }
        guard let count else { return false }
        guard count > 0 else {
            thread.unwatch(token)
            outputs[place].token = nil
            return false
        }
        let kept = buffer[..<min(count, limit - outputs[place].kept.bytes.count)]
        outputs[place].kept.bytes += kept
        if kept.count < count { outputs[place].kept.isTruncated = true }
        return true
    }

    private func finish() {
        for place in outputs.indices {
            // Up to what a pipe holds many times over: a writer elsewhere is not waited for.
            var reads = 0
            while reads < 64, readOnce(place) { reads += 1 }
        }
        close()
        switch verdict {
        case .ended(let ending):
            result.set(.success(CommandOutcome(ending, stdout: outputs[0].kept, stderr: outputs[1].kept)))
        case .cancelled, nil: result.set(.failure(CancellationError()))
        }
    }

    private func close() {
        for output in outputs { if let token = output.token { thread.unwatch(token) } }
        if let timer { thread.cancel(timer) }
        if let wardenToken { thread.unwatch(wardenToken) }
        warden?.dismiss()
        warden = nil
    }
}
