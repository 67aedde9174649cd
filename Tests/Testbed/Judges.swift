import Glibc

/// The programs of others that judge certificates: those that are installed are asked, and `make judges` demands them all.
package enum Judges {
    /// Whether a judge that is not installed is a failure, and not only skipped.
    package static let areRequired = getenv("DEVSTACK_JUDGES").map { String(cString: $0) == "required" } ?? false

    /// What `make judges` installs from PyPI is here.
    private static let environment: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/") + "/.build-judges/bin"
    }()

    /// The program's path, in the judges' own environment or in PATH; its bare name if there is none.
    package static func path(_ program: String) -> String {
        // Its interpreter may be in the home of another user.
        let isOpen = access(environment + "/python3", X_OK) == 0
        let folders = (isOpen ? [environment] : []) + ["/usr/local/bin", "/usr/bin", "/bin"]
        return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 } ?? program
    }

    /// Whether a test that needs these programs is to run.
    package static func areToRun(_ programs: String...) -> Bool {
        areRequired || programs.allSatisfy { path($0).hasPrefix("/") }
    }

    /// A Python 3 of one of these minor versions: the system's, or one of pyenv's.
    package static func python(_ minors: ClosedRange<Int>) -> String? {
        let home =
            getenv("PYENV_ROOT").map { String(cString: $0) } ?? getenv("HOME").map { String(cString: $0) + "/.pyenv" }
        let own = home.map { home in namesInFolder(home + "/versions").map { "\(home)/versions/\($0)/bin" } } ?? []
        return minors.lazy.flatMap { minor in
            (["/usr/local/bin", "/usr/bin"] + own).map { "\($0)/python3.\(minor)" }
        }.first { access($0, X_OK) == 0 }
    }
}
