import Glibc
import Linux
import Testing

/// Who holds which socket, and what is known of them.
@Suite struct SocketHoldersTests {
    @Test func ourOwnSocketIsHeldByUs() throws {
        let socket = Descriptor(try BoundSocket.open(address: #require(InternetAddress("127.0.0.1")), port: 0))
        let inode = try inode(of: socket.number)
        let table = try ProcessTable.current()
        let holders = SocketHolders(of: [inode, 0], among: table).processes
        #expect(holders[inode]?.map(\.pid).contains(getpid()) == true)
        #expect(holders[0] == nil)
        #expect(SocketHolders(of: [], among: table).processes.isEmpty)
    }

    @Test func theOldestComesFirstAndEachOnce() throws {
        let first = Descriptor(try BoundSocket.open(address: #require(InternetAddress("127.0.0.1")), port: 0))
        let second = Descriptor(dup(first.number))
        let inode = try inode(of: first.number)
        let own = try #require(ProcessEntry(pid: getpid()))
        let parent = try #require(ProcessEntry(pid: max(1, getppid())))
        let holders = SocketHolders(of: [inode], among: ProcessTable(entries: [own, parent])).processes
        #expect(holders[inode]?.filter { $0 == own } == [own])
        withExtendedLifetime(second) {}
    }

    @Test func aDatagramSocketIsFoundAndOneThatIsConnectedIsNot() throws {
        let socket = Descriptor(Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        func perform(_ call: (UnsafeMutablePointer<sockaddr>) -> Int32) -> Bool {
            withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0) == 0 }
            }
        }
        try #require(perform { bind(socket.number, $0, length) })
        try #require(perform { getsockname(socket.number, $0, &length) })
        let port = UInt16(bigEndian: address.sin_port)
        let inode = try inode(of: socket.number)
        let table = try ListenerTable()
        let found = try #require(try table.datagrams(), "this kernel does not tell of UDP")
        #expect(found.first { $0.inode == inode }?.description == "127.0.0.1:\(port)")
        #expect(try !table.current().contains { $0.inode == inode })
        try #require(perform { connect(socket.number, $0, length) })
        #expect(try table.datagrams()?.contains { $0.inode == inode } == false)
    }

    @Test func aProcessHasItsUserAndItsAge() throws {
        #expect(ProcessFiles.user(of: getpid()) == geteuid())
        #expect(ProcessFiles.user(of: Int32.max) == nil)
        let own = try #require(ProcessEntry(pid: getpid()))
        let parent = try #require(ProcessEntry(pid: max(1, getppid())))
        #expect(parent.start <= own.start && parent.startedAt <= own.startedAt + 0.01)
        #expect(own.startedAt <= WallClock.now() + 0.02)
        #expect(own.startedAt > WallClock.now() - 86_400)
        #expect(ProcessFiles.arguments(of: getpid()).joined(separator: " ") == own.commandLine)
        #expect(ProcessFiles.arguments(of: Int32.max) == ["a process"])
    }

    @Test func locksAreRead() {
        let text = """
            1: FLOCK  ADVISORY  WRITE 4711 fe:01:1234 0 EOF
            1: -> FLOCK  ADVISORY  WRITE 4712 fe:01:1234 0 EOF
            2: FLOCK  ADVISORY  READ 4713 fe:01:1235 0 EOF
            3: POSIX  ADVISORY  WRITE 4714 fe:01:1236 0 EOF
            4: FLOCK

            """
        let locks = HeldLocks(text: text)
        #expect(locks.locks.map(\.pid) == [4711])
        #expect(locks.contains(pid: 4711, inode: 1234))
        #expect(!locks.contains(pid: 4711, inode: 1235))
    }

    @Test func aLockedFileIsFoundByItsHolder() throws {
        let folder = try ScratchFolder()
        let file = Descriptor(open(folder.path + "/the.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600))
        try #require(flock(file.number, LOCK_EX) == 0)
        var status = stat()
        try #require(fstat(file.number, &status) == 0)
        #expect(HeldLocks.current().contains(pid: getpid(), inode: UInt64(status.st_ino)))
        #expect(OpenFiles.paths(of: getpid(), endingIn: "/the.lock").contains(folder.path + "/the.lock"))
        #expect(OpenFiles.paths(of: Int32.max, endingIn: "/the.lock") == [])
    }

    private func inode(of descriptor: Int32) throws -> UInt32 {
        var status = stat()
        try #require(fstat(descriptor, &status) == 0)
        return UInt32(truncatingIfNeeded: status.st_ino)
    }
}
