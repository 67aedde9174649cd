internal import Reporting
package import StackModel
internal import StackRunner

/// A command that asks a stack that is up: `status`, `down`, `start`, `stop`, `restart`, `reload`.
package struct ControlRun: Sendable {
    /// How the answer is shown.
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    private let files: [String]
    private let console: ControlConsole

    /// - Parameter files: the stack files as the user named them; without any it is looked for.
    package init(files: [String], format: Format = .text) {
        self.files = files
        console = ControlConsole(showsDocument: format == .json)
    }

    /// How far each service is.
    ///
    /// - Returns: `serviceFailed` when the stack is not up, or one of its services is not.
    package func status() async -> ExitStatus {
        let stack: RunningStack
        do throws(StackAbsence) {
            stack = try await RunningStack.find(files: files)
        } catch {
            error.complain()
            console.show(document: error.document)
            return .serviceFailed
        }
        show(stack.services, of: stack, document: stack.status)
        return stack.services.contains(where: \.isDown) ? .serviceFailed : .success
    }

    /// Stops the stack. One that is not up is as it was asked to be.
    package func down() async -> ExitStatus {
        let stack: RunningStack
        do throws(StackAbsence) {
            stack = try await RunningStack.find(files: files)
        } catch {
            guard error == .notUp else {
                error.complain()
                return error.exitStatus
            }
            console.show(
                [], heading: "This stack is not up: there is nothing to stop.",
                document: .object([.init("services", .array([]))]))
            return .success
        }
        guard let answer = await stack.call(.down) else {
            console.complain("devstack (pid \(stack.pid)) ended without a word", remedy: "See `devstack ports`.")
            return .serviceFailed
        }
        let services = (answer.body["services"]?.elements ?? []).compactMap { ServiceReport($0) }
        show(services, of: stack, document: answer.body)
        return services.contains { $0.state == .failed } ? .serviceFailed : .success
    }

    /// - Returns: `badCommandLine` when there is no such service, `serviceFailed` when one did not become what was asked.
    package func carryOut(_ request: ServiceRequest, of names: [String]) async -> ExitStatus {
        guard let stack = await found() else { return .serviceFailed }
        let known = stack.services.map(\.name)
        if let unknown = names.first(where: { !known.contains($0) }) {
            if let absent = stack.absent.first(where: { $0.name == unknown }) {
                console.complain(absent.refusal.message, remedy: absent.refusal.remedy)
                return .badCommandLine
            }
            console.complain(
                "this stack runs no service called \"\(unknown)\"",
                remedy: "It runs: \(known.prefix(20).joined(separator: ", ")).")
            return .badCommandLine
        }
        var reports: [ServiceReport] = []
        for name in names {
            guard let answer = await stack.call(.service(name, request)), let report = ServiceReport(answer.body) else {
                console.complain("the stack ended meanwhile", remedy: "See .devstack/up.log.")
                return .serviceFailed
            }
            let others = (answer.body["restarted_with"]?.elements ?? []).compactMap { ServiceReport($0) }
            for report in [report] + others {
                reports.removeAll { $0.name == report.name }
                reports.append(report)
            }
        }
        show(reports, of: stack, document: .array(reports.map(JSONReport.value(of:))))
        let isDone = reports.allSatisfy { request == .stop ? !$0.isRunning : $0.isUp }
        return isDone ? .success : .serviceFailed
    }

    /// Makes the stack what its file says now.
    ///
    /// - Returns: 2 when the file is wrong, 3 when certificates cannot be made, 4 when a service that it touched is not up.
    ///
    /// - Parameter isJoining: whether this was to start it.
    package func reload(_ request: ReloadRequest, isJoining: Bool = false) async -> ExitStatus {
        guard let stack = await found() else { return .serviceFailed }
        guard let answer = await stack.call(.reload(request)), let report = ReloadReport(answer.body) else {
            console.complain("the stack ended meanwhile", remedy: "See .devstack/up.log.")
            return .serviceFailed
        }
        let heading = "\(stack.name) (pid \(stack.pid))" + (isJoining ? " is up already" : "")
        console.show(report, heading: heading, document: answer.body)
        return report.exitStatus
    }

    private func found() async -> RunningStack? {
        do throws(StackAbsence) {
            return try await RunningStack.find(files: files)
        } catch {
            error.complain()
            return nil
        }
    }

    private func show(_ services: [ServiceReport], of stack: RunningStack, document: JSONValue) {
        console.show(services, heading: "\(stack.name) (pid \(stack.pid))", document: document)
    }
}

extension ServiceReport {
    fileprivate var isUp: Bool { state == .ready || state == .completed }
    fileprivate var isRunning: Bool { [.starting, .ready, .unhealthy, .restarting, .stopping].contains(state) }
}
