import Glibc
internal import Linux

extension LaunchFailure {
    /// Why the program did not start, and what to do about it.
    func words(for process: ProcessPlan) -> SupervisionProblem {
        let program = process.arguments.first ?? ""
        let candidates = Launch.candidates(for: program, searchPath: process.searchPath)
        let path = candidate.map { candidates[$0] } ?? program
        let reason = SystemError("exec", code: code).reason
        switch (step, code) {
        case (.fork, _):
            return SupervisionProblem(
                "no process could be made for it: \(reason)", remedy: "Allow more processes: see `ulimit -u`.")
        case (.prepare, let code) where process.hasTerminal && code != EMFILE:
            return SupervisionProblem(
                "it could not be given its terminal: \(reason)", remedy: "Remove `tty:` if it can do without one.")
        case (.prepare, _):
            return SupervisionProblem(
                "its start could not be prepared: \(reason)", remedy: "Allow more open files: see `ulimit -n`.")
        case (.directory, _):
            return SupervisionProblem(
                "its working folder \(process.workingDirectory) cannot be entered: \(reason)",
                remedy: "Make that folder, or correct `working_dir:`.")
        case (.interpreter, _):
            return SupervisionProblem(
                Self.missingInterpreter(of: path, from: process.workingDirectory),
                remedy: "Install it, or correct the first line of \(path).")
        case (.execute, ENOENT), (.execute, ENOTDIR):
            if program.contains("/") {
                return SupervisionProblem(
                    "\(program) does not exist, seen from \(process.workingDirectory)", remedy: "Correct `command:`.")
            }
            return SupervisionProblem(
                "`\(program)` is in none of the folders of PATH (\(process.searchPath ?? "/bin:/usr/bin"))",
                remedy: "Install it, or write its path in `command:`.")
        case (.execute, EACCES) where Self.isFolder(path, from: process.workingDirectory):
            return SupervisionProblem("\(path) is a folder, not a program", remedy: "Correct `command:`.")
        case (.execute, EACCES):
            return SupervisionProblem(
                "\(path) may not be executed", remedy: "Look at `ls -l \(path)`, and `chmod +x` it.")
        case (.execute, ENOEXEC):
            return SupervisionProblem(
                "\(path) is no program that this machine can run",
                remedy: "Begin a script with a line such as #!/bin/sh.")
        case (.execute, E2BIG):
            return SupervisionProblem("its arguments and environment are too long", remedy: "Shorten them.")
        case (.execute, _):
            return SupervisionProblem("\(path) could not be executed: \(reason)")
        }
    }

    private static func isFolder(_ path: String, from folder: String) -> Bool {
        var status = stat()
        return stat(path.hasPrefix("/") ? path : "\(folder)/\(path)", &status) == 0
            && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func missingInterpreter(of path: String, from folder: String) -> String {
        let file = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        let line = ProcessFiles.contents(of: file).prefix { $0 != UInt8(ascii: "\n") }
        guard line.starts(with: "#!".utf8) else { return "\(path) needs a loader that is not there" }
        let interpreter = line.dropFirst(2).drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
        return "\(path) begins with #!\(String(decoding: interpreter, as: UTF8.self)), which does not exist"
    }
}
