package import Diagnostics

/// What a reload did to a stack that is up, or would do.
package struct ReloadReport: Sendable {
    /// What becomes of one service.
    package struct Change: Sendable, Equatable {
        package enum Action: String, Sendable, Equatable, CaseIterable {
            case added
            case removed
            /// Ended, and started as it is to be now.
            case restarted
            /// Takes the change over while it runs.
            case adjusted
            /// It had failed, or was stopped, and is the same as before.
            case started
        }

        package var service: String
        package var action: Action
        /// The words of the language that have changed: `command`, `environment.PORT`.
        package var words: [String]
        /// The service that it is restarted with, though nothing of its own has changed.
        package var with: String?

        package init(service: String, action: Action, words: [String] = [], with: String? = nil) {
            self.service = service
            self.action = action
            self.words = words
            self.with = with
        }
    }

    /// In the order of the stack file, what it no longer names at the end. What stays as it is has none.
    package var changes: [Change]
    /// Whether it was only asked what would be done.
    package var isDryRun: Bool
    /// Those that were made or renewed.
    package var certificates: [CertificateReport]
    package var diagnostics: [Diagnostic]
    /// The same as text, with the lines of the files that they name.
    package var mistakes: String
    package var notes: [String]
    /// How far each service is afterwards.
    package var services: [ServiceReport]
    /// `success`, or the first cause why the stack is not what its file says.
    package var exitStatus: ExitStatus

    package init(
        changes: [Change] = [], isDryRun: Bool = false, certificates: [CertificateReport] = [],
        diagnostics: [Diagnostic] = [], mistakes: String = "", notes: [String] = [], services: [ServiceReport] = [],
        exitStatus: ExitStatus = .success
    ) {
        self.changes = changes
        self.isDryRun = isDryRun
        self.certificates = certificates
        self.diagnostics = diagnostics
        self.mistakes = mistakes
        self.notes = notes
        self.services = services
        self.exitStatus = exitStatus
    }
}
