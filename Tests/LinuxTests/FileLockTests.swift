import Glibc
import Linux
import Synchronization
import Testing

/// One writer at a time, also between threads of one process.
struct FileLockTests {
    /// Read and written apart, so that a lock that lets two in loses counts.
    final class Counter: Sendable {
        private let count = Atomic(0)

        var value: Int { count.load(ordering: .relaxed) }

        func advance() {
            let seen = value
            sched_yield()
            count.store(seen + 1, ordering: .relaxed)
        }
    }

    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(.timeLimit(.minutes(1))) func waitsForOthers() async throws {
        let descriptor = folder.descriptor
        let counter = Counter()
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<500 {
                        let lock = try FileLock("lock", in: descriptor, mode: .exclusive)
                        counter.advance()
                        lock.release()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counter.value == 2_000)
        #expect(folder.mode("lock") == 0o600)
    }

    @Test(arguments: [LOCK_EX, LOCK_SH]) func excludesWritersAndReaders(kind: Int32) throws {
        let lock = try FileLock("lock", in: folder.descriptor, mode: .exclusive)
        let file = openat(folder.descriptor, "lock", O_RDWR | O_CLOEXEC)
        defer { close(file) }
        #expect(flock(file, kind | LOCK_NB) == -1 && errno == EWOULDBLOCK)
        lock.release()
        #expect(flock(file, kind | LOCK_NB) == 0)
    }

    @Test func readersShareIt() throws {
        try FileLock("lock", in: folder.descriptor, mode: .exclusive).release()
        let one = try FileLock("lock", in: folder.descriptor, mode: .shared)
        let two = try FileLock("lock", in: folder.descriptor, mode: .shared)
        let writer = openat(folder.descriptor, "lock", O_RDWR | O_CLOEXEC)
        defer { close(writer) }
        two.release()
        #expect(flock(writer, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK)
        one.release()
        #expect(flock(writer, LOCK_EX | LOCK_NB) == 0)
    }

    @Test func givesUpWhenItsPatienceEnds() throws {
        let lock = try FileLock("lock", in: folder.descriptor, mode: .exclusive)
        for mode in [FileLock.Mode.exclusive, .shared] {
            #expect(throws: SystemError("flock", "lock", code: EWOULDBLOCK)) {
                try FileLock("lock", in: folder.descriptor, mode: mode, within: .milliseconds(20)).release()
            }
        }
        lock.release()
        try FileLock("lock", in: folder.descriptor, mode: .exclusive, within: .zero).release()
    }

    @Test func readersDoNotMakeTheFile() {
        #expect(throws: SystemError("openat", "lock", code: ENOENT)) {
            _ = try FileLock("lock", in: folder.descriptor, mode: .shared)
        }
        #expect(folder.entries == [])
    }

    @Test func isGivenUpThoughAnotherDescriptorOfTheSameFileLives() throws {
        let lock = try FileLock("lock", in: folder.descriptor, mode: .exclusive)
        // As a child that was forked meanwhile has one.
        let copies = folder.duplicateDescriptors(of: "lock")
        defer { copies.forEach { close($0) } }
        try #require(copies.count == 1)
        lock.release()
        let file = openat(folder.descriptor, "lock", O_RDWR | O_CLOEXEC)
        defer { close(file) }
        #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    }
}
