package import StackModel
internal import StackRunner

/// A stack that is up, as a command finds it.
package struct RunningStack: Sendable {
    private let client: ControlClient
    /// As `GET /v1/status` gives it.
    package let status: JSONValue

    /// - Parameter files: the stack files as the user named them; without any it is looked for.
    /// - Returns: `nil` when nobody answers for it.
    package static func find(files: [String]) async -> RunningStack? {
        guard let directory = StackPlace.stateDirectory(files: files),
            let place = ControlPlace(recordedIn: directory)
        else { return nil }
        let client = ControlClient(place)
        guard let answer = await client.call(.status), answer.status == 200 else { return nil }
        return RunningStack(client: client, status: answer.body)
    }

    package var name: String { status.text("stack") ?? "" }
    package var pid: Int { status.number("pid") ?? 0 }

    package var services: [ServiceReport] {
        (status["services"]?.elements ?? []).compactMap { ServiceReport($0) }
    }

    func call(_ call: ControlCall) async -> ControlAnswer? { await client.call(call) }
}
