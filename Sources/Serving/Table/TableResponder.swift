import Glibc
internal import NIOCore
internal import StackModel
import Synchronization

/// Answers with the rows of a CSV file as JSON.
final class TableResponder: Responder {
    private enum State {
        case table(Table)
        case mistake(TableMistake)
    }

    private let source: TableSource
    private let state: Mutex<State>

    /// Reads the file.
    ///
    /// - Throws: `ServerStartError` when it cannot be read, is not right, or lacks a column that the source names.
    init(source: TableSource, clock: @Sendable () -> Int) throws(ServerStartError) {
        self.source = source
        do throws(TableMistake) {
            state = Mutex(.table(try Table(source, now: clock())))
        } catch {
            let remedy =
                switch error {
                case .unreadable: "Create the file, or name another one"
                case .content(_, let mistake, _):
                    mistake.line == 1
                        ? "Correct the header line, or the columns' names in the stack file"
                        : "Correct line \(mistake.line)"
                }
            throw ServerStartError(.content, "the table cannot be served: \(error)", remedy: remedy)
        }
    }

    func response(to request: Request) -> Response {
        guard request.target.path == "/" else {
            let refusal = Refusal(404, "There is no \(request.target.path) here, only /")
            return response(for: refusal, to: request.fields)
        }
        switch current(at: request.now) {
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

    /// The table as the file is now: read anew if it may have changed.
    private func current(at now: Int) -> State {
        var status = stat()
        let code = stat(source.path, &status) == 0 ? 0 : errno
        return state.withLock { state in
            if code == 0 {
                let identity = FileIdentity(status)
                switch state {
                case .table(let table) where table.isSettled && table.identity == identity: return state
                case .mistake(.content(_, _, let known)) where known == identity: return state
                default: break
                }
            }
            do throws(TableMistake) {
                state = .table(try Table(source, now: now))
            } catch {
                state = .mistake(error)
            }
            return state
        }
    }

    private func response(to request: Request, from table: Table) -> Response {
        let fields = Array(
            """
            Content-Type: application/json\r
            X-Content-Type-Options: nosniff\r
            ETag: \(table.entityTag)\r
            Cache-Control: no-cache\r\n
            """.utf8)
        do throws(TableQuery.Mistake) {
            let rows = try TableQuery.rows(request.target.query, in: table)
            switch Validators(entityTag: table.entityTag, lastModified: nil).outcome(of: request.fields) {
            case .proceed: break
            case .notModified: return Response(status: 304, fields: fields, body: .absent)
            case .preconditionFailed:
                return response(
                    for: Refusal(412, "The table is not the version that the request asks for"), to: request.fields)
            }
            let body = rows.map { table.rows.array(of: $0) } ?? table.rows.all
            return Response(status: 200, fields: fields, body: .bytes(body))
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
