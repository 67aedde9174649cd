import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// Readiness by what the program tells: sd_notify(3).
@Suite(.timeLimit(.minutes(1))) struct NotifyReadinessTests {
    /// What a program in Python needs to notify, without any library.
    static let python = """
        import os, socket, sys, time
        name = os.environ["NOTIFY_SOCKET"]
        channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        channel.connect("\\0" + name[1:] if name[0] == "@" else name)
        def tell(*lines): channel.send("\\n".join(lines).encode())

        """

    private func plan(
        _ stack: StackFixture, within: Duration = .seconds(50), grace: Duration = .seconds(10), _ script: String
    ) throws -> ServicePlan {
        try stack.folder.write(Self.python + script, to: "program.py")
        return stack.command(
            "web", readiness: .notify, within: within, grace: grace, environment: ["PATH=/usr/bin:/bin"],
            ["/usr/bin/env", "python3", "-u", "program.py", stack.mark])
    }

    @Test func READYMakesItReady() async throws {
        let stack = try StackFixture()
        let plan = try plan(stack, "tell('STATUS=warming up')\ntell('READY=1', 'STATUS=all well')\ntime.sleep(1000)\n")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.changes.first { $0.state == .ready && $0.status == "all well" }
        }
        #expect(try stack.sockets() == [])
    }

    @Test func otherWordsDoNot() async throws {
        let stack = try StackFixture()
        let plan = try plan(
            stack, within: .seconds(4),
            """
            for words in ["", "READY", "READY=0", "=", "ready=1", "XREADY=1", "READY=11", "\\n\\n", "READY =1"]: tell(words)
            channel.send(b"READY=\\xff\\xfe")
            channel.send(bytes(range(256)))
            tell("STATUS=reading shard 3 of 9")
            time.sleep(1000)

            """)
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            let words =
                "it was not ready within 4 s: it has not sent READY=1; it says: reading shard 3 of 9; it waits (pid "
            #expect(failure.hasPrefix(words), "\(failure)")
            #expect(report.remedy?.contains("NOTIFY_SOCKET") == true)
        }
    }

    @Test func itMayAskForMoreTime() async throws {
        let stack = try StackFixture()
        // A busy machine may take a second until the program runs.
        let plan = try plan(
            stack, within: .seconds(3),
            "tell('EXTEND_TIMEOUT_USEC=40000000')\ntime.sleep(4)\ntell('READY=1')\ntime.sleep(1000)\n")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
    }

    @Test func moreTimeEndsToo() async throws {
        let stack = try StackFixture()
        let plan = try plan(
            stack, within: .seconds(3),
            "tell('EXTEND_TIMEOUT_USEC=1')\ntell('EXTEND_TIMEOUT_USEC=3500000')\ntime.sleep(1000)\n")
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let words = "it was not ready within 3 s, nor in the time beyond that it asked for: it has not sent READY=1"
            #expect(report.failure?.hasPrefix(words) == true, "\(report)")
        }
    }

    @Test func STOPPINGIsTold() async throws {
        let stack = try StackFixture()
        let plan = try plan(stack, "tell('READY=1')\ntell('STOPPING=1')\nsys.exit(3)\n")
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(
                report.failure == "it ended with status 3 after it was ready, having told that it was stopping")
        }
    }

    @Test func RELOADINGIsShownUntilItIsREADYAgain() async throws {
        let stack = try StackFixture()
        let plan = try plan(
            stack,
            """
            tell("READY=1", "STATUS=serving")
            tell("RELOADING=1", "STATUS=reading rules")
            while not os.path.exists("go"): time.sleep(0.005)
            tell("READY=1", "STATUS=serving anew")
            time.sleep(1000)

            """)
        try await stack.run([plan]) { supervisor in
            _ = try await stack.changes.first { $0.status == "reloading: reading rules" }
            try stack.folder.write("", to: "go")
            _ = try await stack.changes.first { $0.status == "serving anew" }
            #expect(supervisor.reports()[0].state == .ready)
        }
    }

    /// The daemon's way: the first process leaves, its grandchild tells, and names itself.
    @Test func MAINPIDMayBeAnotherOfItsProcesses() async throws {
        let stack = try StackFixture()
        let plan = try plan(
            stack, grace: .milliseconds(200),
            """
            if os.fork(): os._exit(0)
            os.setsid()
            if os.fork(): os._exit(0)
            tell("READY=1", f"MAINPID={os.getpid()}")
            while not os.path.exists("go"): time.sleep(0.005)

            """)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "go")
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure == "what it had left in the background has ended")
        }
    }

    @Test func aNotificationOfAnyProcessOfTheServiceCounts() async throws {
        let stack = try StackFixture()
        let plan = try plan(
            stack, grace: .milliseconds(200),
            "if os.fork() == 0:\n  os.setsid()\n  tell('READY=1')\n  os._exit(0)\nos.wait()\ntime.sleep(1000)\n")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
    }

    @Test func aStrangersIsIgnored() async throws {
        let stack = try StackFixture()
        let plan = try plan(
            stack,
            """
            open("name.new", "w").write(name)
            os.rename("name.new", "name")
            while not os.path.exists("go"): time.sleep(0.005)
            tell("READY=1")
            time.sleep(1000)

            """)
        let other = stack.command(
            "other", environment: ["PATH=/usr/bin:/bin"],
            [
                "/usr/bin/env", "python3", "-c",
                """
                import os, socket, time
                while not os.path.exists("name"): time.sleep(0.005)
                name = open("name").read()
                channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                channel.connect("\\0" + name[1:] if name[0] == "@" else name)
                channel.send(b"READY=1")
                print("sent", flush=True)
                time.sleep(1000)
                """, stack.mark,
            ])
        try await stack.run([plan, other]) { supervisor in
            _ = try await stack.lines.first { $0.service == 1 }
            // The next one of the same socket comes after it.
            try stack.folder.write("", to: "go")
            #expect(await supervisor.whenReady() == .ready)
            let note = try #require(supervisor.notes().first)
            #expect(note.hasPrefix("\(plan.name): a notification was ignored: it came from pid "), "\(note)")
            #expect(note.hasSuffix("which is no process of this service"))
        }
    }

    /// Too long, and with as many descriptors as the kernel lets pass; then BARRIER=1, which is answered by closing.
    @Test func hostileDatagramsAndABarrier() async throws {
        let stack = try StackFixture()
        let before = try DescriptorCount.ofThisProcess()
        let plan = try plan(
            stack,
            """
            import array
            ends = [os.pipe() for _ in range(8)]
            def send(words, numbers):
                channel.sendmsg([words], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", numbers))])
            channel.send(b"READY=1\\n" + b"x" * 60000)
            for _ in range(100): send(b"FDSTORE=1", ([ends[0][0]] * 253))
            send(b"BARRIER=1", [ends[1][1]])
            os.close(ends[1][1])
            os.read(ends[1][0], 1)
            tell("READY=1")
            time.sleep(1000)

            """)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let note = try #require(supervisor.notes().first)
            #expect(note.hasSuffix("a notification of more than 4096 bytes was ignored"), "\(note)")
            // Other tests of this process open and close some as well.
            #expect(try DescriptorCount.ofThisProcess() < before + 5_000)
        }
    }

    @Test func aFolderTooDeepForASocketsPathIsNoHindrance() async throws {
        let stack = try StackFixture()
        let deep = stack.folder.path + "/" + String(repeating: "d", count: 120)
        let socket = try NotifySocket(path: deep + "/notify.0")
        #expect(socket.name.hasPrefix("@devstack-"))
        let other = try NotifySocket(path: deep + "/notify.0")
        #expect(socket.name != other.name)
        let channel = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(channel) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: [0] + Array(socket.name.utf8.dropFirst())) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + socket.name.utf8.count)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(channel, "READY=1", 7, 0, $0, size) }
        }
        #expect(sent == 7)
        let datagram = try #require(try socket.receive())
        #expect(datagram.pid == getpid())
        #expect(datagram.user == geteuid())
        #expect(Notification(datagram.bytes).isReady)
        #expect(try socket.receive() == nil)
    }

    @Test(arguments: ["0", "18446744073709551615", "99999999999999999999999", "-5", "soon", ""])
    func anExtensionIsBounded(text: String) {
        let notification = Notification(Array("EXTEND_TIMEOUT_USEC=\(text)\nSTATUS=x=y".utf8))
        #expect(notification.extended ?? .zero <= .seconds(86_400))
        #expect(notification.status == "x=y")
    }

    @Test func aStatusIsBounded() {
        let notification = Notification(Array("STATUS=\(String(repeating: "é", count: 2000))".utf8))
        #expect(notification.status?.count == Notification.longestStatus)
    }

    /// systemd's own tool, which waits until its notification has been taken.
    @Test(.enabled(if: access("/usr/bin/systemd-notify", X_OK) == 0, "systemd-notify is not installed"))
    func systemdNotify() async throws {
        let stack = try StackFixture()
        let script = "systemd-notify --status='nearly there'; systemd-notify --ready --status=here; exec sleep 1000"
        let plan = stack.command(
            "web", readiness: .notify, environment: ["PATH=/usr/bin:/bin"],
            ["/bin/sh", "-c", script, stack.mark])
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.changes.first { $0.status == "here" }
        }
    }

    /// libsystemd by its Python binding, Debian's python3-systemd.
    @Test(.enabled(if: access("/usr/lib/python3/dist-packages/systemd/daemon.py", R_OK) == 0, "no python3-systemd"))
    func pythonSystemd() async throws {
        let stack = try StackFixture()
        let script = "import time; from systemd import daemon; daemon.notify('READY=1\\nSTATUS=up'); time.sleep(1000)"
        let plan = stack.command(
            "web", readiness: .notify, environment: ["PATH=/usr/bin:/bin"],
            ["/usr/bin/python3", "-c", script, stack.mark])
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.changes.first { $0.status == "up" }
        }
    }
}

extension StackFixture {
    /// The notify sockets in its state folder.
    fileprivate func sockets() throws -> [String] {
        guard let stream = opendir(folder.path + "/state") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { $0.hasPrefix("notify") }
    }
}

/// How many descriptors are open.
private enum DescriptorCount {
    static func ofThisProcess() throws -> Int {
        guard let stream = opendir("/proc/self/fd") else { throw SystemError("opendir", "/proc/self/fd") }
        defer { closedir(stream) }
        var count = 0
        while readdir(stream) != nil { count += 1 }
        return count
    }
}
