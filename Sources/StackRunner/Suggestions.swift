internal import Diagnostics
import StackFile

/// What may stand on the command line next: for the completion that a shell asks for.
package enum Suggestions {
    /// The names of the checks of the stack file that the command line names, or of the one that would be found.
    ///
    /// - Parameter words: The command line as it was typed, with its quotes.
    package static func checks(commandLine words: [String]) -> [String] { names(of: "checks", words) }

    /// The names of its services.
    package static func services(commandLine words: [String]) -> [String] { names(of: "services", words) }

    private static func names(of word: String, _ words: [String]) -> [String] {
        var collector = DiagnosticCollector()
        let found = StackFileLocator().locate(named: files(in: words), collector: &collector) ?? []
        var seen: Set<String> = []
        return found.flatMap { StackFileReader.names(of: word, path: $0) }.filter { name in
            // A name with a line break is a mistake, and a shell would read two.
            !name.isEmpty && !name.unicodeScalars.contains { $0.value < 0x20 } && seen.insert(name).inserted
        }
    }

    /// Reports in each format, in files of the usual names.
    package static let reports = ["json=report.json", "junit=report.xml"]

    /// The codes of all messages.
    package static var codes: [String] { Explanations.all.map(\.code) }

    private static func files(in words: [String]) -> [String] {
        var files: [String] = []
        var isNext = false
        // Its `-f` is --follow.
        let isOfLogs = words.dropFirst().first == "logs"
        for word in words {
            // To bash the `=` is a word of its own.
            if isNext, word == "=" { continue }
            if isNext {
                files.append(unquoted(word))
                isNext = false
            } else if word == "--file" || (word == "-f" && !isOfLogs) {
                isNext = true
            } else if word.hasPrefix("--file=") {
                files.append(unquoted(String(word.dropFirst("--file=".count))))
            }
        }
        return files.filter { !$0.isEmpty }
    }

    private static func unquoted(_ word: String) -> String { word.filter { !"'\"\\".contains($0) } }
}
