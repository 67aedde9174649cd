internal import NIOCore
import NIOPosix
import Synchronization

/// The rows of a table as JSON: written once and for all, or, of a large table until that has happened, when asked for.
final class TableRows: Sendable {
    private enum State {
        /// With those who wait until all are written.
        case unwritten(UnwrittenRows, waiting: [EventLoopPromise<Void>])
        case written(WrittenRows)
    }

    /// Files beyond this size, in bytes, are served from before their rows are written.
    private static let large = 4 << 20

    private let state: Mutex<State>

    /// - Parameter large: Bytes of the file from which on the rows are written on another thread, after this.
    /// - Throws: `CSVMistake` when it all is more than 4 GiB.
    init(
        _ cells: consuming CSVCells, layout: RowLayout, large: Int = TableRows.large
    ) throws(CSVMistake) {
        let size = cells.bytes.shared.buffer.count
        guard size >= large, layout.bound(rows: cells.rowCount, fileSize: size) < Int(UInt32.max) else {
            state = Mutex(.written(try WrittenRows(cells, layout: layout)))
            return
        }
        let source = UnwrittenRows(cells, layout: layout)
        state = Mutex(.unwritten(source, waiting: []))
        NIOThreadPool.singleton.submit { _ in self.write(source) }
    }

    private func write(_ source: UnwrittenRows) {
        // It cannot be too large: that was looked at before.
        guard let written = try? WrittenRows(source.cells, layout: source.layout) else { return }
        let waiting = state.withLock { state in
            defer { state = .written(written) }
            if case .unwritten(_, let waiting) = state { return waiting }
            return []
        }
        for promise in waiting { promise.succeed() }
    }

    /// What to wait for where it is better to ask for all rows later; `nil` once they are written.
    func preparation(on eventLoop: any EventLoop) -> EventLoopFuture<Void>? {
        state.withLock { state in
            guard case .unwritten(let source, let waiting) = state else { return nil }
            let promise = eventLoop.makePromise(of: Void.self)
            state = .unwritten(source, waiting: waiting + [promise])
            return promise.futureResult
        }
    }

    /// `[`, the rows as objects with a comma after each but the last, `]`.
    var all: ByteBuffer {
        switch state.withLock(\.self) {
        case .written(let rows): rows.all
        case .unwritten(let source, _): source.array(of: 0..<UInt32(source.cells.rowCount))
        }
    }

    /// Some rows as a JSON array.
    ///
    /// - Parameter rows: Ascending.
    func array(of rows: [UInt32]) -> ByteBuffer {
        switch state.withLock(\.self) {
        case .written(let written): written.array(of: rows)
        case .unwritten(let source, _): source.array(of: rows)
        }
    }
}
