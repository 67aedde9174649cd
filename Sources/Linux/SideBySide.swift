import Glibc
import Synchronization

/// Syncs of several files at once: each waits for the disk, and a disk does several in the time of one.
enum SideBySide {
    private final class Sync: Sendable {
        let descriptor: Int32
        /// The error number, once it is over; 0 of one that succeeded.
        let code = Atomic<Int32>(0)

        init(_ descriptor: Int32) {
            self.descriptor = descriptor
        }

        func run() {
            do throws(SystemError) {
                _ = try SystemError.retrying("fsync") { fsync(descriptor) }
            } catch {
                code.store(error.code, ordering: .releasing)
            }
        }
    }

    /// Syncs files or folders (fsync(2)) and waits for all of them.
    ///
    /// - Returns: the error number of each; 0 of one that succeeded.
    static func sync(_ descriptors: [Int32]) -> [Int32] {
        let syncs = descriptors.map(Sync.init)
        var threads: [pthread_t] = []
        for sync in syncs.dropFirst() {
            var thread = pthread_t()
            let work = Unmanaged.passRetained(sync)
            let failed = pthread_create(
                &thread, nil,
                { work in
                    if let work { Unmanaged<Sync>.fromOpaque(work).takeRetainedValue().run() }
                    return nil
                }, work.toOpaque())
            if failed == 0 {
                threads.append(thread)
            } else {
                // Without threads it takes longer, and that is all.
                work.takeRetainedValue().run()
            }
        }
        syncs.first?.run()
        for thread in threads { pthread_join(thread, nil) }
        return syncs.map { $0.code.load(ordering: .acquiring) }
    }
}
