import Dispatch
import Glibc
import Linux
internal import NIOCore
internal import StackModel
import Synchronization

/// One version of a CSV file, ready to answer from.
final class Table: Sendable {
    let identity: FileIdentity
    /// Whether a later change of the file is sure to show in its identity.
    let isSettled: Bool
    /// Unique to this reading of the file, quotes included.
    let entityTag: String
    /// The header lines of its answers.
    let fields: [UInt8]
    let rows: TableRows
    /// In the order of the source's filters.
    let filters: [(parameter: String, index: ColumnIndex)]

    /// Reads the file.
    ///
    /// - Parameter now: Nanoseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `TableMistake`.
    init(_ source: TableSource, now: Int) throws(TableMistake) {
        let (identity, bytes) = try Self.read(source.path)
        self.identity = identity
        isSettled = identity.isSettled(at: now)
        entityTag = "\"\(String(identity.size, radix: 16))-\(String(now, radix: 16))\""
        fields = Array(
            """
            Content-Type: application/json\r
            X-Content-Type-Options: nosniff\r
            ETag: \(entityTag)\r
            Cache-Control: no-cache\r\n
            """.utf8)
        do throws(CSVMistake) {
            let cells = try CSVCells(bytes)
            let fills = cells.header.map { name in source.fill.first { $0.column == name }?.value }
            for name in source.filters.map(\.column) + source.fill.map(\.column)
            where !cells.header.contains(name) {
                throw CSVMistake(
                    line: 1, "There is no column \(name); the columns are \(cells.header.joined(separator: ", "))")
            }
            let filters =
                source.filters.isEmpty
                ? cells.header.map { TableSource.Filter(parameter: $0, column: $0) } : source.filters
            self.filters = zip(filters.map(\.parameter), Self.indices(cells, of: filters, fills)).map { ($0, $1) }
            let layout = RowLayout(header: cells.header, fills: fills)
            rows = try TableRows(cells, layout: layout)
        } catch {
            throw .content(path: source.path, error, isSettled ? identity : nil)
        }
    }

    /// Of each filter's column.
    private static func indices(
        _ cells: borrowing CSVCells, of filters: [TableSource.Filter], _ fills: [JSONValue?]
    ) -> [ColumnIndex] {
        let columns = filters.map { filter in cells.header.firstIndex(of: filter.column) ?? 0 }
        let indices = Mutex([ColumnIndex?](repeating: nil, count: columns.count))
        DispatchQueue.concurrentPerform(iterations: columns.count) { place in
            let index = ColumnIndex(cells, column: columns[place], fill: fills[columns[place]])
            indices.withLock { $0[place] = index }
        }
        return indices.withLock { $0.compactMap(\.self) }
    }

    /// The whole file, and a line feed behind it.
    private static func read(_ path: String) throws(TableMistake) -> (FileIdentity, KeptBytes) {
        do throws(SystemError) {
            let file = try OpenFile(path: path)
            let status = file.status
            guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError("open", path, code: EINVAL) }
            let identity = FileIdentity(status)
            return (identity, try file.bytes(upTo: identity.size, followedBy: UInt8(ascii: "\n")))
        } catch {
            throw .unreadable(error)
        }
    }
}
