import ArgumentParser
import StackRunner
import Starter

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a small stack file that works at once, with comments, to begin with.",
        discussion: """
            What the folder holds suggests services: a Procfile or a Compose file,
            else manage.py and package.json, else index.html. A folder without any of
            them gets a small site. A stack file that is there is never overwritten.

            EXAMPLES
              devstack init && devstack check
              devstack init --with tls,table    a site over https, and a JSON API
              devstack init --with command      a program beside the site
            """)

    @Option(
        help: ArgumentHelp(
            "What to show as well: tls, table, command; several with commas between them.", valueName: "list"),
        transform: { text in
            try text.split(separator: ",").map { word in
                guard let feature = StarterFeature(rawValue: String(word)) else {
                    let known = StarterFeature.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("\"\(word)\" is none of \(known)")
                }
                return feature
            }
        })
    var with: [StarterFeature] = []

    func run() throws {
        try finish(InitRun(features: Set(with)).run())
    }
}
