package import StackModel

/// Variables as text that a shell, or a program, takes them from; each text ends with a line break.
package struct EnvironmentListing: Sendable {
    private let variables: [EnvironmentVariable]

    package init(_ variables: [EnvironmentVariable]) {
        self.variables = variables
    }

    /// For `eval "$(…)"` in any shell of the Bourne kind (sh, dash, bash, zsh, ksh): it runs none of what stands in a value.
    package var shellText: String { lines { "export \($0.name)=\(ShellText.quoted($0.value))" } }

    /// For `… | source` in fish.
    package var fishText: String { lines { "set -gx \($0.name) \(Self.quotedForFish($0.value))" } }

    /// One object, in lines.
    package var jsonText: String {
        JSONValue.object(variables.map { JSONValue.Member($0.name, .string($0.value)) }).prettyText + "\n"
    }

    private func lines(_ line: (EnvironmentVariable) -> String) -> String {
        variables.map { line($0) + "\n" }.joined()
    }

    /// Between fish's single quotes a backslash takes its meaning from the next quote or backslash (fish, "Quotes").
    private static func quotedForFish(_ text: String) -> String {
        "'" + text.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#) + "'"
    }
}
