import Testbed
import Testing

/// What bash offers behind Tab, by the script that devstack writes for it.
@Suite(.timeLimit(.minutes(1)))
struct CompletionTests {
    /// Completes the last word of a command line as bash does, and prints each offer in angle brackets.
    private static let script = """
        source <(devstack --generate-completion-script bash)
        offers() {
          COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
          _devstack devstack "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
          printf '<%s>' "${COMPREPLY[@]}"
        }
        offers "$@"
        """

    private func offers(_ words: String..., in stack: StackFixture) async throws -> String {
        let folder = StackFixture.binary.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let outcome = try await RunningProgram(
            ["bash", "-c", Self.script, "bash", "devstack"] + words, in: stack.fixture,
            environment: ["PATH": "\(folder):/usr/local/bin:/usr/bin:/bin"]
        ).ended()
        #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome.all)")
        return outcome.stdout
    }

    @Test("Commands, options, files and report formats are offered")
    func fixedWords() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks: {}\n")
            try stack.fixture.write("notes.txt", "")
            #expect(try await offers("ch", in: stack) == "<check>")
            #expect(try await offers("check", "--lo", in: stack) == "<--logs>")
            #expect(try await offers("check", "--report", "", in: stack) == "<json=report.json><junit=report.xml>")
            #expect(try await offers("up", "--file", "", in: stack) == "<devstack.yaml>")
            #expect(try await offers("config", "--format", "j", in: stack) == "<json>")
            #expect(try await offers("por", in: stack) == "<ports>")
            #expect(try await offers("ports", "--format", "", in: stack) == "<text><json>")
            #expect(try await offers("explain", "E03", in: stack).hasPrefix("<E030><E031>"))
        }
    }

    @Test("The names of the checks are offered, also of a file that is wrong, and of the one that --file names")
    func checks() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  the motto: {gett: x}\n  the moth:\n  another: {}\nservices: 5\n")
            try stack.fixture.write("other.yaml", "checks: {elsewhere: {}}\n")
            #expect(try await offers("check", "", in: stack) == "<the motto><the moth><another>")
            #expect(try await offers("check", #"the\ mott"#, in: stack) == "<the motto>")
            #expect(try await offers("check", "another", "the", in: stack) == "<the motto><the moth>")
            #expect(try await offers("check", "--file", "other.yaml", "", in: stack) == "<elsewhere>")
            // As zsh and fish hand it over, and as bash does.
            #expect(try await offers("check", "--file=other.yaml", "", in: stack) == "<elsewhere>")
            #expect(try await offers("check", "--file", "=", "other.yaml", "", in: stack) == "<elsewhere>")
            #expect(try await offers("check", "--file", "nowhere.yaml", "", in: stack) == "<>")
            try stack.stack("checks: {broken\n")
            #expect(try await offers("check", "", in: stack) == "<>")
        }
    }

    @Test("A name is offered as it is, and nothing in it runs")
    func hostileNames() async throws {
        try await StackFixture.with { stack in
            let name = #"it's $(touch pwned) `touch pwned` "q" * \\ ${HOME} a:b; ünï"#
            try stack.stack("checks:\n  ? |-\n    \(name)\n  : {}\n  \"two\\nlines\": {}\n")
            #expect(try await offers("check", "", in: stack) == "<\(name)>")
            #expect(stack.fixture.read("pwned") == nil)
        }
    }
}
