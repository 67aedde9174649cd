import ArgumentParser
import StackModel
import StackRunner

struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Show what the services have written, while the stack runs and after it.",
        discussion: """
            Lines of all services, or of those that are named, in the order in which they were written. A MOMENT is how
            long ago (10m, 1h30m, 2d), or a date and time of RFC 3339.

            EXAMPLES
              devstack logs                          all that is kept
              devstack logs -f api                   what api writes, until the stack ends or Ctrl-C
              devstack logs --tail 20 -t             the last 20 lines of each service, with their times
              devstack logs --since 10m --grep 'ERR|WARN'
              devstack logs --format json | jq -r 'select(.stream == "err") | .line'
            """)

    @Option(
        help: ArgumentHelp(
            "The stack file; without it devstack.yaml here, or in a folder above. May be given more than once.",
            valueName: "path"),
        completion: Completion.stackFiles)
    var file: [String] = []

    @Flag(name: [.short, .long], help: "Go on with what is written, until the stack ends, or Ctrl-C.")
    var follow = false

    @Option(
        help: ArgumentHelp("Only lines from this moment on.", valueName: "moment"),
        transform: { try LogsCommand.moment($0) })
    var since: LogTime?

    @Option(
        help: ArgumentHelp("Only lines up to this moment.", valueName: "moment"),
        transform: { try LogsCommand.moment($0) })
    var until: LogTime?

    @Option(help: ArgumentHelp("Only the last lines of each service.", valueName: "count"))
    var tail: Int?

    @Option(help: ArgumentHelp("Only lines in which this regular expression matches.", valueName: "regex"))
    var grep: String?

    @Flag(name: [.customShort("t"), .long], help: "Each line's time (UTC) before it.")
    var timestamps = false

    @Option(help: "How to show them: text, or json (one object a line).")
    var format = LogRequest.Format.text

    @Argument(help: ArgumentHelp("Names of services.", valueName: "service"), completion: Completion.services)
    var services: [String] = []

    func validate() throws {
        if follow, until != nil { throw ValidationError("--follow has no end, and --until is one: choose one of them") }
        if let tail, tail < 0 { throw ValidationError("--tail takes a number of lines") }
        if let grep, (try? Regex(grep)) == nil {
            throw ValidationError("--grep takes a regular expression, and \"\(grep)\" is none")
        }
    }

    func run() async throws {
        var request = LogRequest()
        request.services = services
        request.since = since
        request.until = until
        request.tail = tail
        request.pattern = grep
        request.follows = follow
        request.showsTimes = timestamps
        request.format = format
        try await finish(LogsRun(files: file, request: request).run(stopSignals: StopSignals()))
    }

    private static func moment(_ text: String) throws -> LogTime {
        guard let time = LogTime(moment: text) else {
            throw ValidationError("\"\(text)\" is no moment: write 10m, 1h30m, 2026-11-23 or 2026-11-23T19:24:03Z")
        }
        return time
    }
}

extension LogRequest.Format: ExpressibleByArgument {}
