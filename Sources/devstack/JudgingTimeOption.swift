import ArgumentParser
import StackModel
import StackRunner

/// The option of every command that judges certificates.
struct JudgingTimeOption: ParsableArguments {
    @Option(
        // A value may begin with a dash.
        parsing: .unconditional,
        help: ArgumentHelp(
            "Judge certificates as of another time: +400d, -2d, 2027-12-31, or 2027-12-31T12:00:00Z.", valueName: "time"
        ), completion: .list(["+30d", "+90d", "+400d"]),
        transform: { text in
            guard let time = JudgingTime(commandLine: text) else {
                throw ValidationError(
                    "\"\(text)\" is no time: write +400d or -2d12h from now on, a day such as 2027-12-31, or 2027-12-31T12:00:00Z"
                )
            }
            return time
        })
    var at: JudgingTime?
}
