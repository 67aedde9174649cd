internal import StackModel

/// A command that changes a store.
package struct StoreCommand: Sendable, Equatable {
    var arguments: [String]
    /// Whether only root may do this.
    var needsRoot: Bool

    package init(arguments: [String], needsRoot: Bool = false) {
        self.arguments = arguments
        self.needsRoot = needsRoot
    }

    /// As it is run: by sudo where that is needed.
    var line: [String] { needsRoot ? ["sudo"] + arguments : arguments }

    /// As a shell takes it.
    package var text: String { ShellText.line(line) }
}
