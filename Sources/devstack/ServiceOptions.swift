import ArgumentParser
import Control
import StackModel

/// What every command over services of a stack that is up takes.
struct ServiceOptions: ParsableArguments {
    static let discussion = "Returns when each is as it was asked to be; status 4 when one is not."

    @OptionGroup var stack: StackOptions

    @Option(help: "How to show it: text, or json (the services, as a report has them).")
    var format = ControlRun.Format.text

    @Argument(help: ArgumentHelp("Names of services.", valueName: "service"), completion: Completion.services)
    var services: [String]

    func carryOut(_ request: ServiceRequest) async throws {
        try await finish(ControlRun(files: stack.file, format: format).carryOut(request, of: services))
    }
}
