internal import Glibc
internal import Linux
internal import Reporting
package import StackModel
package import StackRunner
import Synchronization

/// Lets a stack that is up be asked from outside, from the moment that it has its lock until nothing of it runs.
package final class StackControl: StackAttendant {
    private struct State {
        var server: ControlServer?
        var place: ControlPlace?
        var stateDirectory = ""
    }

    private let state = Mutex(State())
    private let runtimeFolder: String?
    private let isOver = Occurrence<ExitStatus>()

    /// - Parameter runtimeFolder: `XDG_RUNTIME_DIR`.
    package init(runtimeFolder: String?) {
        self.runtimeFolder = runtimeFolder
    }

    package func attend(_ stack: StackHandle) async -> String? {
        do {
            let place = try ControlPlace(for: stack.stateDirectory, runtimeFolder: runtimeFolder)
            place.clear(in: stack.stateDirectory)
            let server = try await ControlServer(
                at: place.socket, logs: { Self.logs($0, of: stack) },
                answer: { [isOver] call in await Self.answer(call, of: stack, isOver: isOver) })
            state.withLock { $0 = State(server: server, place: place, stateDirectory: stack.stateDirectory) }
            try place.publish(in: stack.stateDirectory)
            return nil
        } catch {
            return
                "it cannot be asked from outside, by `devstack status` or `devstack down` (`kill \(getpid())` stops it): \(error)"
        }
    }

    package func leave(_ status: ExitStatus) async {
        isOver.happen(status)
        let state = state.withLock { state in
            defer { state = State() }
            return state
        }
        state.place?.remove(in: state.stateDirectory)
        await state.server?.stop()
    }

    private static func answer(
        _ call: ControlCall, of stack: StackHandle, isOver: Occurrence<ExitStatus>
    ) async -> ControlAnswer {
        switch call {
        case .description: return ControlAnswer(body: OpenAPIDocument.value)
        case .status(let isSettled):
            if isSettled { await stack.settled() }
            return ControlAnswer(body: status(of: stack, isOver.value))
        case .end:
            await isOver.happened()
            return ControlAnswer(body: status(of: stack, isOver.value))
        case .down:
            await stack.stop()
            // Whoever asked may want to read its reports next.
            await isOver.happened()
            return ControlAnswer(body: status(of: stack, isOver.value))
        case .reload(let request): return ControlAnswer(body: JSONReport.value(of: await stack.reload(request)))
        case .service(let name, let request):
            guard let (report, others) = await stack.carryOut(request, of: name) else {
                if let absent = stack.absent.first(where: { $0.name == name }) {
                    return ControlAnswer(absent.refusal)
                }
                return ControlAnswer(unknownService(name, stack.services.map(\.name)))
            }
            var body = JSONReport.value(of: report)
            if case .object(let members) = body, request == .restart {
                body = .object(members + [.init("restarted_with", .array(others.map(JSONReport.value(of:))))])
            }
            return ControlAnswer(body: body)
        case .logs: return ControlAnswer(ControlRefusal(406, "logs are no JSON document"))
        }
    }

    private static func logs(_ request: LogRequest, of stack: StackHandle) -> Result<LogStream, ControlRefusal> {
        let known = stack.services.map(\.name)
        if let unknown = request.services.first(where: { !known.contains($0) }) {
            return .failure(unknownService(unknown, known))
        }
        return .success(stack.logs(request))
    }

    private static func unknownService(_ name: String, _ known: [String]) -> ControlRefusal {
        ControlRefusal(
            404, "no service is called \"\(name)\"",
            remedy: "This stack runs: \(known.prefix(20).joined(separator: ", ")).")
    }

    /// - Parameter end: the exit status of its devstack, once that is known.
    private static func status(of stack: StackHandle, _ end: ExitStatus?) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("stack", .string(stack.name)), .init("file", .string(stack.file)),
            .init("further_files", .array(stack.furtherFiles.map(JSONValue.string))),
            .init("pid", .number(JSONNumber(Int(getpid())))),
            .init("services", .array(stack.services.map(JSONReport.value(of:)))),
            .init("absent", .array(stack.absent.map(\.json))),
        ]
        let ended = end.map { JSONValue.Member("exit_status", .number(JSONNumber(Int($0.rawValue)))) }
        return .object(members + (ended.map { [$0] } ?? []))
    }
}
