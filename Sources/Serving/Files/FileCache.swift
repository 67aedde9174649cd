import Synchronization

/// Small files' contents by path, within a bound. Whether an entry still holds is the asker's to find out.
final class FileCache: Sendable {
    private struct State {
        var entries: [SitePath: FileRepresentation] = [:]
        /// Paths from the oldest entry to the newest; one that is no longer there is passed over.
        var order: [SitePath] = []
        var bytes = 0
    }

    private let state = Mutex(State())
    private let maximumBytes: Int
    private let maximumCount: Int

    /// The largest content that is kept.
    let maximumContent: Int

    init(maximumBytes: Int = 8 << 20, maximumCount: Int = 1024, maximumContent: Int = 256 << 10) {
        self.maximumBytes = maximumBytes
        self.maximumCount = maximumCount
        self.maximumContent = maximumContent
    }

    subscript(path: SitePath) -> FileRepresentation? {
        state.withLock { $0.entries[path] }
    }

    /// Keeps a file's content in place of what was kept for this path, and lets the oldest go where it gets too much.
    func insert(_ file: FileRepresentation, for path: SitePath) {
        guard let size = file.content?.readableBytes, size <= maximumContent else { return }
        state.withLock { state in
            if let old = state.entries.updateValue(file, forKey: path) {
                state.bytes -= old.content?.readableBytes ?? 0
            } else {
                state.order.append(path)
            }
            state.bytes += size
            var dropped = 0
            while state.bytes > maximumBytes || state.entries.count > maximumCount, dropped < state.order.count {
                if let old = state.entries.removeValue(forKey: state.order[dropped]) {
                    state.bytes -= old.content?.readableBytes ?? 0
                }
                dropped += 1
            }
            state.order.removeFirst(dropped)
        }
    }

    /// Forgets what was kept for this path; the file has changed or is gone.
    func remove(_ path: SitePath) {
        state.withLock { state in
            guard let old = state.entries.removeValue(forKey: path) else { return }
            state.bytes -= old.content?.readableBytes ?? 0
            if let position = state.order.firstIndex(of: path) { state.order.remove(at: position) }
        }
    }

    /// How many files are kept, and how many bytes of them.
    var size: (count: Int, bytes: Int) { state.withLock { ($0.entries.count, $0.bytes) } }
}
