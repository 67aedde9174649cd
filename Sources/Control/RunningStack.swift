import Dispatch
internal import Glibc
internal import Linux
package import StackModel
package import StackRunner

/// A stack that is up, as a command finds it.
package struct RunningStack: Sendable {
    private let client: ControlClient
    /// As `GET /v1/status` gives it.
    package private(set) var status: JSONValue

    /// - Parameter files: the stack files as the user named them; without any it is looked for.
    /// - Throws: `StackAbsence` when nobody answers for it.
    package static func find(files: [String]) async throws(StackAbsence) -> RunningStack {
        let place = try place(of: files)
        if let stack = try await answering(at: place) { return stack }
        guard let holder = place.holder else { throw .notUp }
        if let user = ProcessFiles.user(of: holder), user != geteuid() {
            throw .othersRun(holder, user: UserName.of(user))
        }
        throw .silent(holder)
    }

    /// The same where it does not matter why nobody answers: to learn who has a lock takes the kernel ten milliseconds and
    /// more, since it waits for every processor.
    ///
    /// - Returns: `nil` when nobody answers.
    /// - Throws: `StackAbsence` when nobody can be asked, or another file's stack answers.
    package static func answering(files: [String]) async throws(StackAbsence) -> RunningStack? {
        try await answering(at: place(of: files))
    }

    /// The stack as soon as its devstack can be asked, which has its lock and may only just have begun.
    ///
    /// - Returns: `nil` when nobody has the lock, or answers within this time, or when the task is cancelled.
    package static func awaited(files: [String], within limit: Duration = .seconds(3)) async -> RunningStack? {
        guard let place = StackPlace(files: files), let pid = place.holder,
            // Watched before it is asked: that it can be is told by a file in the folder.
            let process = try? ProcessReference.open(pid), let watch = try? FolderWatch(place.stateDirectory),
            let cancellation = try? EventFlag()
        else { return nil }
        let end = ContinuousClock.now + limit
        return await withTaskCancellationHandler {
            while true {
                do throws(StackAbsence) {
                    if let stack = try await answering(at: place) { return stack }
                } catch {
                    return nil
                }
                let left = ContinuousClock.now.duration(to: end)
                guard left > .zero else { return nil }
                let events = await withCheckedContinuation { continuation in
                    DispatchQueue(label: "control").async {
                        continuation.resume(
                            returning: Waiting.untilReadable(
                                [watch.descriptor, process, cancellation.descriptor], within: left))
                    }
                }
                if events[1] || events[2] { return nil }
                _ = try? watch.take()
            }
        } onCancel: {
            cancellation.raise()
        }
    }

    private static func place(of files: [String]) throws(StackAbsence) -> StackPlace {
        guard let place = StackPlace(files: files) else { throw .noFile(files.first) }
        guard !place.isClosed else { throw .closed(place.stateDirectory) }
        return place
    }

    private static func answering(at place: StackPlace) async throws(StackAbsence) -> RunningStack? {
        guard let control = ControlPlace(recordedIn: place.stateDirectory) else { return nil }
        let client = ControlClient(control)
        guard let answer = await client.call(.status(isSettled: false), within: .seconds(2)), answer.status == 200
        else { return nil }
        let file = answer.body.text("file") ?? ""
        guard place.isFile(file) else { throw .otherFile(file) }
        return RunningStack(client: client, status: answer.body)
    }

    package var name: String { status.text("stack") ?? "" }
    package var pid: Int { status.number("pid") ?? 0 }

    /// The absolute paths of its files.
    private var files: [String] { [status.text("file")].compactMap { $0 } + (status["further_files"]?.texts ?? []) }

    package var services: [ServiceReport] {
        (status["services"]?.elements ?? []).compactMap { ServiceReport($0) }
    }

    /// What its file has besides the services of this run.
    var absent: [AbsentService] { (status["absent"]?.elements ?? []).compactMap { AbsentService($0) } }

    func call(_ call: ControlCall) async -> ControlAnswer? { await client.call(call) }

    /// How it ended, once it has; `nil` when its devstack ended without a word.
    package func end() async -> StackEnd? {
        guard let body = await client.call(.end)?.body,
            let status = body.number("exit_status").flatMap({ ExitStatus(rawValue: Int32($0)) })
        else { return nil }
        return StackEnd(status: status, services: (body["services"]?.elements ?? []).compactMap { ServiceReport($0) })
    }

    /// How it is once none of its services is starting any more.
    package func settledState() async -> RunningState {
        var stack = self
        // Without an answer it has ended meanwhile.
        if let answer = await client.call(.status(isSettled: true)), answer.status == 200 { stack.status = answer.body }
        return RunningState(files: stack.files, services: stack.services, absent: stack.absent.map(\.name))
    }
}
