internal import Diagnostics
import Glibc
import Linux
package import StackModel
package import Starter

/// `devstack init`: a first stack file in the current folder.
package struct InitRun: Sendable {
    private let features: Set<StarterFeature>

    package init(features: Set<StarterFeature>) {
        self.features = features
    }

    package func run() -> ExitStatus {
        let console = Console()
        guard let folder = StackFileLocator.workingDirectory() else {
            console.show([.noCurrentFolder()])
            return .badCommandLine
        }
        if let name = StackFileLocator.names.first(where: { Self.isThere($0) }) {
            console.show([.stackFileExists(name)])
            return .badCommandLine
        }
        let plan = Starter.plan(FolderLook.facts(of: folder), with: features, isFree: FolderLook.isFree)
        console.show(lines: plan.notes)
        for file in plan.files {
            do throws(SystemError) {
                try Self.write(file)
                console.show(lines: ["wrote \(file.path)"])
            } catch {
                console.show([error.code == EEXIST ? .stackFileExists(file.path) : .unwritableStart(file.path, error)])
                return .badCommandLine
            }
        }
        console.show(lines: ["next: devstack check"])
        return console.isSaid ? .success : .internalFault
    }

    /// Also a link that leads nowhere is there.
    private static func isThere(_ name: String) -> Bool { faccessat(AT_FDCWD, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }

    /// Makes the file's folder if it is missing; never replaces a file.
    private static func write(_ file: StarterPlan.File) throws(SystemError) {
        let parts = file.path.split(separator: "/")
        let folder = parts.count > 1 ? String(parts[0]) : "."
        if folder != ".", mkdir(folder, 0o777) != 0, errno != EEXIST { throw SystemError("mkdir", folder) }
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", folder) }
        defer { close(descriptor) }
        try DurableFile.writeNew(
            Array(file.text.utf8), as: String(parts.last ?? ""), in: descriptor, mode: 0o644)
    }
}
