internal import Diagnostics
internal import StackModel

extension Judge {
    mutating func judge(_ outcome: CommandOutcome, timeout: Duration) {
        switch outcome.ending {
        case .exited(let status):
            let number = Subject.json(.number(JSONNumber(Int(status))))
            if let exit = expectation.exit { hold(number, "exit", against: exit, explanation: lastWords(outcome)) }
        case .signalled(let signal):
            report(
                "exit", at: expectation.exit?.location, expected: expectation.exit?.value.summary ?? "an exit status",
                actual: "ended by \(Self.name(ofSignal: signal))", explanation: lastWords(outcome))
        case .timedOut:
            report(
                "exit", at: expectation.exit?.location, expected: expectation.exit?.value.summary ?? "an exit status",
                actual: "still running after \(timeout.shortText)",
                explanation: lastWords(outcome) ?? "it was ended; `timeout` gives it longer")
        case .notStarted(let reason):
            report("command", expected: "a program that starts", actual: PrintableText.escaped(reason))
            return
        }
        if let stdout = expectation.stdout { hold(outcome.stdout, "stdout", against: stdout) }
        if let stderr = expectation.stderr { hold(outcome.stderr, "stderr", against: stderr) }
    }

    /// What is beyond the limit might have met the matcher, or not, so nothing can be said for it.
    private mutating func hold(_ output: CommandOutcome.Output, _ name: String, against matcher: Located<Matcher>) {
        guard output.isTruncated else { return hold(.text(output.bytes), name, against: matcher) }
        report(
            name, at: matcher.location, expected: matcher.value.summary,
            actual: "it wrote more than 1 MiB, the most that a check reads",
            explanation: "let the command write less, through `head` or `grep` for one")
    }

    /// The last line that a command wrote to stderr, else to stdout: mostly its reason.
    private func lastWords(_ outcome: CommandOutcome) -> String? {
        for (name, bytes) in [("stderr", outcome.stderr.bytes), ("stdout", outcome.stdout.bytes)] {
            let last = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).last { line in
                !line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            }
            if let last { return "the last line of its \(name): \(EscapedText.quoted(last))" }
        }
        return nil
    }

    private static func name(ofSignal signal: Int32) -> String {
        // signal(7)
        let names: [Int32: String] = [
            1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
            10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 24: "SIGXCPU",
        ]
        return names[signal] ?? "signal \(signal)"
    }
}
