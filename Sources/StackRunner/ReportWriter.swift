internal import Diagnostics
import Linux
internal import Reporting
internal import StackModel

/// Writes reports into files.
struct ReportWriter {
    let sources: [String: SourceText]

    /// What stands in the way of writing them, found before anything is started; the last folder is made if it is missing.
    static func problem(with destinations: [ReportDestination]) -> Diagnostic? {
        for destination in destinations {
            do throws(SystemError) {
                _ = try ReportPlace(destination.path)
            } catch {
                return .unwritableReport(destination.path, error)
            }
        }
        return nil
    }

    /// Writes each report whole, or leaves the file that was there.
    ///
    /// - Parameter isFinal: whether the run is over; before that only files are written, which are then replaced.
    func write(
        _ report: RunReport, to destinations: [ReportDestination], isFinal: Bool = true
    ) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for destination in destinations {
            if !isFinal, (try? ReportPlace(destination.path))?.isReplaced == false { continue }
            let text =
                switch destination.format {
                case .json: JSONReport.text(report)
                case .junit: JUnitReport.text(report, sources: sources)
                case .page: TimelinePage.text(report)
                case .trace: TimelineTrace.text(report)
                }
            do throws(SystemError) {
                try ReportPlace(destination.path).write(Array(text.utf8))
            } catch {
                problems.append(.unwritableReport(destination.path, error))
            }
        }
        return problems
    }
}
