import Diagnostics
import Glibc
import Linux
import Reporting
internal import StackModel

/// Writes reports into files.
struct ReportWriter {
    let sources: [String: SourceText]

    /// What stands in the way of writing them, found before anything is started; the folders are made.
    static func problem(with destinations: [ReportDestination]) -> Diagnostic? {
        for destination in destinations {
            do throws(SystemError) {
                let (folder, _) = try open(destination.path)
                close(folder)
            } catch {
                return diagnostic(destination, error)
            }
        }
        return nil
    }

    /// Writes each report whole, or leaves the file that was there.
    func write(_ report: RunReport, to destinations: [ReportDestination]) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for destination in destinations {
            let text =
                switch destination.format {
                case .json: JSONReport.text(report)
                case .junit: JUnitReport.text(report, sources: sources)
                }
            do throws(SystemError) {
                let (folder, name) = try Self.open(destination.path)
                defer { close(folder) }
                try DurableFile.write(Array(text.utf8), as: name, in: folder, mode: 0o644)
            } catch {
                problems.append(Self.diagnostic(destination, error))
            }
        }
        return problems
    }

    private static func diagnostic(_ destination: ReportDestination, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            "R004", "the report \(destination.path) cannot be written: \(error.reason)",
            remedy: "name a file in a folder that you may write to")
    }

    /// The folder that the report goes to, made if it is missing, and the file's name in it.
    private static func open(_ path: String) throws(SystemError) -> (folder: Int32, name: String) {
        var folder = path.hasPrefix("/") ? "/" : "."
        let parts = path.split(separator: "/").map(String.init)
        for part in parts.dropLast() {
            folder += "/\(part)"
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES else {
                throw SystemError("mkdir", folder)
            }
        }
        guard let name = parts.last, !path.hasSuffix("/") else { throw SystemError("open", path, code: EISDIR) }
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", folder) }
        guard faccessat(descriptor, ".", W_OK, 0) == 0 else {
            let code = errno
            close(descriptor)
            throw SystemError("open", folder, code: code)
        }
        return (descriptor, name)
    }
}
