import ArgumentParser
import StackRunner

/// What the shell completes, as the scripts of `--generate-completion-script` ask for it.
enum Completion {
    static let checks = CompletionKind.custom { words, _, _ in escaped(Suggestions.checks(commandLine: words)) }

    static let services = CompletionKind.custom { words, _, _ in escaped(Suggestions.services(commandLine: words)) }

    static let stackFiles = CompletionKind.file(extensions: ["yaml", "yml"])

    static let codes = CompletionKind.custom { _, _, _ in Suggestions.codes }

    static let timelines = CompletionKind.file(extensions: ["html", "json"])

    static let reports = CompletionKind.list(Suggestions.reports)

    /// The script for bash gives them to `compgen -W`, which expands each as a shell does: a name that holds `$(...)` must
    /// not run.
    private static func escaped(_ names: [String]) -> [String] {
        guard CompletionShell.requesting == .bash else { return names }
        return names.map { name in
            name.unicodeScalars.map { scalar in
                scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
                    ? "\\\(scalar)" : "\(scalar)"
            }.joined()
        }
    }
}
