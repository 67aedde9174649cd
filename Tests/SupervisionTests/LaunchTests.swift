import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// What a program gets, and what is said when it cannot be started.
@Suite(.timeLimit(.minutes(1))) struct LaunchTests {
    private func failure(of plan: (StackFixture) throws -> ServicePlan) async throws -> (String, String) {
        let stack = try StackFixture()
        var result = ("", "")
        let made = try plan(stack)
        try await stack.run([made]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            result = (report.failure ?? "", report.remedy ?? "")
        }
        return (
            result.0.replacing(stack.folder.path, with: "FOLDER"), result.1.replacing(stack.folder.path, with: "FOLDER")
        )
    }

    @Test func aProgramThatIsNotInPath() async throws {
        let (message, remedy) = try await failure { stack in
            stack.command("web", environment: ["PATH=/nowhere:/bin"], ["no-such-program"])
        }
        #expect(message == "`no-such-program` is in none of the folders of PATH (/nowhere:/bin)")
        #expect(remedy == "Install it, or write its path in `command:`.")
    }

    @Test func aPathThatDoesNotExist() async throws {
        let (message, _) = try await failure { stack in stack.command("web", ["./serve"]) }
        #expect(message == "./serve does not exist, seen from FOLDER")
    }

    @Test func aFileThatIsNotExecutable() async throws {
        let (message, _) = try await failure { stack in
            try stack.folder.write("#!/bin/sh\n", to: "serve")
            return stack.command("web", environment: ["PATH=."], ["serve"])
        }
        #expect(message == "./serve may not be executed")
    }

    @Test func aFolder() async throws {
        let (message, remedy) = try await failure { stack in
            guard mkdir(stack.folder.path + "/adir", 0o700) == 0 else { throw SystemError("mkdir") }
            return stack.command("web", ["./adir"])
        }
        #expect(message == "./adir is a folder, not a program")
        #expect(remedy == "Correct `command:`.")
    }

    @Test func anInterpreterThatIsMissing() async throws {
        let (message, _) = try await failure { stack in
            try stack.folder.write("#!/no/such/interpreter -x\n", to: "serve", mode: 0o700)
            return stack.command("web", ["./serve"])
        }
        #expect(message == "./serve begins with #!/no/such/interpreter, which does not exist")
    }

    @Test func aFileThatIsNoProgram() async throws {
        let (message, _) = try await failure { stack in
            try stack.folder.write("echo hello\n", to: "serve", mode: 0o700)
            return stack.command("web", ["./serve"])
        }
        #expect(message == "./serve is no program that this machine can run")
    }

    @Test func aWorkingFolderThatIsMissing() async throws {
        let (message, _) = try await failure { stack in
            stack.command("web", workingDirectory: stack.folder.path + "/none", ["true"])
        }
        #expect(message == "its working folder FOLDER/none cannot be entered: No such file or directory")
    }

    @Test func theProgramIsLookedUpFromItsWorkingFolder() async throws {
        let stack = try StackFixture()
        try stack.folder.write("#!/bin/sh\necho \"here: $1\"\n", to: "serve", mode: 0o700)
        let plan = stack.command("job", readiness: .exit, environment: ["PATH=/nowhere:."], ["serve", "a b"])
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(stack.text(of: 0) == ["here: a b"])
    }

    @Test func aChildHasNoDescriptorsButItsThree() async throws {
        let stack = try StackFixture()
        let plan = stack.service("job", readiness: .exit, "descriptors", "signals", "exit", "0")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        let text = stack.text(of: 0)
        #expect(text.count == 3)
        #expect(text[0] == "0 1 2 ")
        #expect(text[1] == "SigBlk:\t0000000000000000")
        #expect(text[2] == "SigIgn:\t0000000000000000")
    }

    @Test func handedSocketsFollow() async throws {
        let stack = try StackFixture()
        var plan = stack.service("job", readiness: .exit, "descriptors", "exit", "0")
        if case .process(var process) = plan.run {
            process.sockets = try [BoundSocket(stack.address).descriptor, BoundSocket(stack.address).descriptor]
            plan.run = .process(process)
        }
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(stack.text(of: 0) == ["0 1 2 3 4 "])
    }

    @Test func theEnvironmentIsTheGivenOneHoweverLong() async throws {
        let stack = try StackFixture()
        let long = String(repeating: "x", count: 100_000)
        let environment = (0..<10).map { "LONG\($0)=\(long)" } + ["WORD=a=b"]
        let plan = stack.service(
            "job", readiness: .exit, environment: environment, "variable", "WORD", "variable", "HOME", "variable",
            "LONG9", "exit", "0")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(stack.text(of: 0) == ["a=b", "(none)", String(long.prefix(65_536)), String(long.dropFirst(65_536))])
    }
}
