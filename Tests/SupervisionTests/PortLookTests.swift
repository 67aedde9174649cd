import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// Who listens on this machine, with real sockets.
@Suite(.timeLimit(.minutes(1))) struct PortLookTests {
    @Test func ourOwnListenerIsFoundWithOurPid() throws {
        let fixture = try StackFixture()
        let bound = try BoundSocket(fixture.address)
        bound.listen()
        let look = try PortLook(ports: [bound.port], at: nil)
        let found = try #require(look.listeners.first { $0.socket.address == fixture.address })
        let holder = try #require(found.holders.first { $0.pid == getpid() })
        #expect(holder.userNumber == geteuid() && holder.user == UserName.of(geteuid()))
        #expect(holder.command == ProcessFiles.commandLine(of: getpid()))
        #expect(abs(holder.startedAt - (try #require(ProcessEntry(pid: getpid()))).startedAt) < 1)
        #expect(look.listeners.allSatisfy { $0.socket.port == bound.port })
        #expect(look.presence == .down && look.blindness == nil)
    }

    @Test func whatIsNotAskedForIsLeftOut() throws {
        let fixture = try StackFixture()
        // Bound, and nobody listens.
        let bound = try BoundSocket(fixture.address)
        let look = try PortLook(ports: [bound.port], at: nil)
        #expect(!look.listeners.contains { $0.socket.address == fixture.address })
    }

    @Test func workersThatShareASocketAreAllFound() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        try await stack.run([stack.service("web", port: port, "listen", "\(stack.address)", "\(port)")]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let look = try PortLook(ports: [port], at: nil)
            let found = try #require(look.listeners.first { $0.socket.address == stack.address })
            #expect(found.holders.map(\.command).allSatisfy { $0.contains("mark \(stack.mark)") })
            #expect(!found.holders.isEmpty)
        }
    }

    @Test func aRunIsSeenByItsLockAndOneThatIsOverIsNot() async throws {
        let stack = try StackFixture()
        let state = stack.folder.path + "/state"
        let place = PortLook.Place(directory: stack.folder.path, stateDirectory: state)
        try await stack.run([stack.service("web", "print", "up")]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let look = try PortLook(ports: [1], at: place)
            #expect(look.presence == .up(getpid()))
            #expect(!RunPresence.isClosed(state))
        }
        #expect(try PortLook(ports: [1], at: place).presence == .down)
    }

    @Test func whatCannotBeSeenIsSaid() throws {
        func look(_ users: String..., blindness: String? = nil, seesDatagrams: Bool = true) throws -> PortLook {
            let address = try #require(InternetAddress("127.0.0.1"))
            let listeners = users.map { user in
                FoundListener(
                    socket: ListeningSocket(address: address, port: 1, inode: 1, user: 0, takesBothFamilies: false),
                    transport: .tcp, user: user)
            }
            return PortLook(
                listeners: listeners, presence: .down, blindness: blindness, seesDatagrams: seesDatagrams)
        }
        #expect(try look().notes(user: "ada", isRoot: false) == [])
        #expect(
            try look("root", "postgres", "root").notes(user: "ada", isRoot: false) == [
                "3 sockets (of postgres, root) are held by processes that user ada may not look into: "
                    + "`sudo devstack ports` shows them"
            ])
        #expect(
            try look("root").notes(user: "root", isRoot: true)[0].hasPrefix(
                "1 socket (of root) is held by nobody who can be seen from here: the kernel itself"))
        #expect(
            try look("root", blindness: "open /proc: gone", seesDatagrams: false).notes(user: "ada", isRoot: false) == [
                "no process can be seen: open /proc: gone",
                "UDP sockets are not shown: this kernel does not tell of them",
            ])
    }
}
