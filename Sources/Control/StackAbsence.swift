package import StackModel
internal import StackRunner

/// Why a stack cannot be asked.
package enum StackAbsence: Error, Sendable, Equatable {
    /// There is no stack file; the one that was named, if one was.
    case noFile(String?)
    case notUp
    /// This process runs it, and says nothing.
    case silent(Int32)
    /// This process runs it, of this user.
    case othersRun(Int32, user: String)
    /// Another stack file of the same folder is up.
    case otherFile(String)
    /// Its state folder is another user's.
    case closed(String)

    /// What is said of it, and what to do.
    var words: (message: String, remedy: String?) {
        switch self {
        case .noFile(let name?): ("there is no stack file \(name)", "Correct --file.")
        case .noFile:
            ("there is no stack file here or above", "Go to the stack's folder, or name the file with --file.")
        case .notUp:
            (
                "this stack is not up",
                "Start it with `devstack up`, or `devstack up --detach`; of one that has ended, .devstack/up.log may say why."
            )
        case .silent(let pid):
            (
                "devstack (pid \(pid)) runs this stack and does not answer",
                """
                It may be starting; one that was stopped by Ctrl-Z goes on with `kill -CONT \(pid)`. `kill \(pid)` \
                stops the stack in order.
                """
            )
        case .othersRun(let pid, let user):
            ("this stack is run by devstack (pid \(pid)) of user \(user)", "Ask as \(user).")
        case .otherFile(let file):
            ("the stack that is up in this folder is that of \(file)", "Name that file with --file.")
        case .closed(let folder): ("\(folder) is closed to this user", "Ask as the user who started the stack.")
        }
    }

    /// What takes the place of a status.
    var document: JSONValue {
        .object([
            .init("stack", .null), .init("file", .null), .init("further_files", .array([])), .init("pid", .null),
            .init("services", .array([])),
            .init("absent", .array([])), .init("error", .string(words.message)),
            .init("remedy", words.remedy.map(JSONValue.string) ?? .null),
        ])
    }

    package var exitStatus: ExitStatus {
        if case .noFile = self { .badStackFile } else { .serviceFailed }
    }

    /// Says it on standard error.
    package func complain() {
        ControlConsole(showsDocument: false).complain(words.message, remedy: words.remedy)
    }
}
