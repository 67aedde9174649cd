import Glibc
internal import NIOCore
import NIOPosix
internal import StackModel
import Synchronization

/// Answers with the rows of a CSV file as JSON.
final class TableResponder: Responder {
    private enum Content {
        case table(Table)
        case mistake(TableMistake)

        /// Whether it is of this version of the file, and a change since would show.
        func isOf(_ identity: FileIdentity?) -> Bool {
            switch self {
            case .table(let table): table.isSettled && table.identity == identity
            case .mistake(.content(_, _, let known)): known != nil && known == identity
            case .mistake(.unreadable): false
            }
        }
    }

    private struct State {
        var content: Content
        /// When it was begun to be read, in nanoseconds since 1970-01-01T00:00:00Z.
        var time: Int
        /// Who waits for the file to be read; `nil` while it is not being read.
        var waiting: [EventLoopPromise<Void>]?
    }

    /// Files up to this size are read on the event loop, which takes a millisecond or two.
    private static let small = 256 << 10

    private let source: TableSource
    private let clock: @Sendable () -> Int
    private let state: Mutex<State>

    /// Reads the file.
    ///
    /// - Throws: `ServerStartError` when it cannot be read, is not right, or lacks a column that the source names.
    init(source: TableSource, clock: @escaping @Sendable () -> Int) throws(ServerStartError) {
        self.source = source
        self.clock = clock
        let time = clock()
        do throws(TableMistake) {
            state = Mutex(State(content: .table(try Table(source, now: time)), time: time))
        } catch {
            let remedy =
                switch error {
                case .unreadable: "Create the file, or name another one"
                case .content(_, let mistake, _):
                    mistake.remedy
                        ?? (mistake.line == 1
                            ? "Correct the header line, or the columns' names in the stack file"
                            : "Correct line \(mistake.line)")
                }
            throw ServerStartError(.content, "the table cannot be served: \(error)", remedy: remedy)
        }
    }

    func response(to request: Request) -> Response {
        guard request.target.path == "/" else {
            let refusal = Refusal(404, "There is no \(request.target.path) here, only /")
            return response(for: refusal, to: request.fields)
        }
        switch state.withLock(\.content) {
        case .table(let table): return response(to: request, from: table)
        case .mistake(let mistake): return Self.response(for: mistake)
        }
    }

    func response(for refusal: Refusal, to fields: RequestFields?) -> Response {
        let members = [("message", refusal.message), ("remedy", refusal.remedy)].compactMap { name, text in
            text.map { JSONValue.Member(name, .string($0)) }
        }
        return Self.failure(refusal.status, members, fields: refusal.fields, remark: refusal.remark)
    }

    func preparation(for uri: String, since time: Int, on eventLoop: any EventLoop) -> EventLoopFuture<Void>? {
        if let reading = reading(since: time, on: eventLoop) { return reading }
        // Large, and all of it is asked for: not on the event loop.
        guard case .table(let table) = state.withLock(\.content), !uri.utf8.contains(UInt8(ascii: "?")) else {
            return nil
        }
        return table.rows.preparation(on: eventLoop)
    }

    /// What to wait for where the file has changed and is large.
    private func reading(since time: Int, on eventLoop: any EventLoop) -> EventLoopFuture<Void>? {
        var status = stat()
        let identity = stat(source.path, &status) == 0 ? FileIdentity(status) : nil
        let (promise, begins) = state.withLock { state -> (EventLoopPromise<Void>?, Bool) in
            if state.content.isOf(identity) || state.time >= time { return (nil, false) }
            if state.waiting == nil, identity?.size ?? 0 <= Self.small {
                state.time = clock()
                state.content = read(at: state.time)
                return (nil, false)
            }
            let promise = eventLoop.makePromise(of: Void.self)
            let begins = state.waiting == nil
            state.waiting = (state.waiting ?? []) + [promise]
            return (promise, begins)
        }
        if begins { NIOThreadPool.singleton.submit { _ in self.readAndTell() } }
        return promise?.futureResult
    }

    /// Reads the file on a thread where nobody else waits. Who came after it was begun asks for it once more.
    private func readAndTell() {
        let time = clock()
        let content = read(at: time)
        let waiting = state.withLock { state in
            state.content = content
            state.time = time
            return state.waiting.take() ?? []
        }
        for promise in waiting { promise.succeed() }
    }

    private func read(at time: Int) -> Content {
        do throws(TableMistake) {
            return .table(try Table(source, now: time))
        } catch {
            return .mistake(error)
        }
    }

    private func response(to request: Request, from table: Table) -> Response {
        do throws(TableQuery.Mistake) {
            let rows = try TableQuery.rows(request.target.query, in: table)
            switch Validators(entityTag: table.entityTag, lastModified: nil).outcome(of: request.fields) {
            case .proceed: break
            case .notModified: return Response(status: 304, fields: table.fields, body: .absent)
            case .preconditionFailed:
                return response(
                    for: Refusal(412, "The table is not the version that the request asks for"), to: request.fields)
            }
            let body = rows.map { table.rows.array(of: $0) } ?? table.rows.all
            return Response(status: 200, fields: table.fields, body: .bytes(body))
        } catch {
            return Self.response(for: error, known: table.filters.map(\.parameter))
        }
    }

    private static func response(for mistake: TableQuery.Mistake, known: [String]) -> Response {
        var members: [JSONValue.Member] = []
        if let parameter = mistake.parameter { members.append(.init("parameter", .string(parameter))) }
        if let value = mistake.value { members.append(.init("value", .string(value))) }
        members.append(.init("message", .string(mistake.message)))
        if mistake.status == 400 { members.append(.init("known", .array(known.map(JSONValue.string)))) }
        return failure(mistake.status, members, fields: "", remark: mistake.message)
    }

    private static func response(for mistake: TableMistake) -> Response {
        var members: [JSONValue.Member] = []
        switch mistake {
        case .unreadable(let error):
            members.append(.init("message", .string("The table's file cannot be read: \(error.reason)")))
        case .content(_, let mistake, _):
            members.append(.init("line", .number(JSONNumber(mistake.line))))
            members.append(.init("message", .string(mistake.message)))
        }
        return failure(500, members, fields: "", remark: "\(mistake)")
    }

    private static func failure(
        _ status: Int, _ members: [JSONValue.Member], fields: String, remark: String?
    ) -> Response {
        let body = JSONText.bytes(.object([.init("error", .object(members))]))
        let lines =
            "Content-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n" + fields
        return Response(
            status: status, fields: Array(lines.utf8), body: .bytes(ByteBuffer(bytes: body)), remark: remark)
    }
}
