import ArgumentParser
import Reporting
import StackRunner

/// The options that every command over a stack file shares.
struct StackOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "The stack file; without it devstack.yaml here, or in a folder above. Given more than once, each file changes what those before it say.",
            valueName: "path"),
        completion: Completion.stackFiles)
    var file: [String] = []
}

/// Which services run, besides those that always do.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Run the services of this profile as well; may be given more than once.", valueName: "name"))
    var profile: [String] = []
}

extension OutputFormat: ExpressibleByArgument {}

/// Where reports go besides the terminal.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a report as well: json=FILE or junit=FILE; may be given more than once, also written when checks fail.",
            valueName: "format=path"), completion: Completion.reports,
        transform: { text in
            guard let destination = ReportDestination(text: text) else {
                throw ValidationError("\"\(text)\" is no report: write json=FILE or junit=FILE")
            }
            return destination
        })
    var report: [ReportDestination] = []

    @Option(
        help: ArgumentHelp(
            "Write when what happened: FILE.html, a page to look at, or FILE.json, for Perfetto and chrome://tracing; may be given more than once, also written when checks fail.",
            valueName: "path"), completion: Completion.timelines,
        transform: { text in
            guard let destination = ReportDestination(timeline: text) else {
                throw ValidationError("\"\(text)\" is no timeline: name a file that ends in .html or .json")
            }
            return destination
        })
    var timeline: [ReportDestination] = []

    /// All files that are to be written.
    var destinations: [ReportDestination] { report + timeline }
}
