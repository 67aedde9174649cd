import Glibc
import Testbed
import Testing

/// devstack as pid 1 of a namespace of processes, as in a container.
@Suite(.timeLimit(.minutes(1)), .enabled(if: Namespaces.areAllowed, "no namespace of processes may be made here"))
struct InitProcessTests {
    @Test("check as pid 1 is what it is elsewhere", arguments: Namespaces.allowed)
    func check(namespace: Namespaces) async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                "services:\n  a: {command: \"sh -c 'exec sleep 1000'\"}\nchecks:\n  one: {command: 'true'}\n")
            let green = try await stack.program(namespace.words + [StackFixture.binary, "check"])
            #expect(green.status == 0 && green.all.contains("1 check"), "\(green.all)")
            try stack.stack("checks:\n  one: {command: 'false'}\n")
            let red = try await stack.program(namespace.words + [StackFixture.binary, "check"])
            #expect(red.status == 1, "\(red.all)")
            let detached = try await stack.program(namespace.words + [StackFixture.binary, "up", "--detach"])
            #expect(detached.status == 64 && detached.all.contains("pid 1"), "\(detached.all)")
        }
    }

    @Test("It is stopped by SIGTERM and SIGINT, in order", arguments: Namespaces.allowed, [SIGTERM, SIGINT])
    func signals(namespace: Namespaces, signal: Int32) async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("end.sh", "trap 'echo ended > end; exit 0' TERM; while :; do sleep 0.02; done\n")
            try stack.stack("services:\n  a: {command: sh end.sh}\n")
            let up = try RunningProgram(namespace.words + [StackFixture.binary, "up"], in: stack.fixture)
            await up.waitFor("the stack is up")
            let first = try #require(ProcessScan.children(of: up.pid).first, "\(up.written)")
            kill(first, signal)
            let outcome = await up.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(stack.fixture.read("end") == "ended\n")

            try stack.stack("checks:\n  long: {command: sleep 1000, timeout: 60s}\n")
            let check = try RunningProgram(namespace.words + [StackFixture.binary, "check"], in: stack.fixture)
            while ProcessScan.processes(of: stack.fixture).allSatisfy({ $0.command != "sleep 1000" }) {
                try await Task.sleep(for: .milliseconds(5))
            }
            kill(try #require(ProcessScan.children(of: check.pid).first), signal)
            #expect(await check.ended().status == 128 + signal)
        }
    }

    @Test("Orphans that it did not start are reaped, and not ended with what a killed warden leaves")
    func orphans() async throws {
        let namespace = try #require(Namespaces.allowed.first)
        try await StackFixture.with { stack in
            // They become children of pid 1: at once, and when the shell between has ended; in its session and another.
            try stack.fixture.write(
                "first.sh",
                """
                sh -c 'echo a > one' &
                (sh -c 'sleep 0.2; echo a > two' &)
                setsid sh -c 'sleep 0.2; echo a > three' &
                setsid sh -c 'echo $$ > innocent; exec sleep 1000' &
                exec "$1" up
                """)
            try stack.fixture.write(
                "watch.sh",
                """
                until [ -e one ] && [ -e two ] && [ -e three ] && [ -e innocent ]; do sleep 0.02; done
                while grep -qs '^State:.Z' /proc/[0-9]*/status; do sleep 0.02; done
                """)
            // The first life kills its warden.
            try stack.fixture.write(
                "lives.sh",
                """
                [ -e first ] && exec sleep 1000
                (setsid sh -c 'trap "" TERM; echo $$ > first; exec sleep 1000' &)
                until [ -s first ]; do sleep 0.02; done
                kill -9 $PPID
                exec sleep 1000
                """)
            try stack.fixture.write(
                "spared.sh",
                "until [ -e lives.again ]; do sleep 0.02; done\n"
                    + "while kill -0 $(cat first) 2>/dev/null; do sleep 0.02; done; kill -0 $(cat innocent)\n")
            try stack.stack(
                """
                services:
                  watch: {command: sh watch.sh, ready: exit}
                  lives:
                    command: sh -c '[ -e first ] && touch lives.again; . ./lives.sh'
                    restart: on-failure
                    depends_on: [watch]
                  spared:
                    command: sh spared.sh
                    ready: exit
                    depends_on: {lives: {condition: service_started}}
                """)
            let up = try RunningProgram(
                namespace.words + ["sh", "first.sh", StackFixture.binary], in: stack.fixture)
            await up.waitFor("the stack is up")
            #expect(up.written.contains("its warden was killed from outside"), "\(up.written)")
            for first in ProcessScan.children(of: up.pid) { kill(first, SIGTERM) }
            let outcome = await up.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }
}
