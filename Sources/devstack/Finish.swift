import ArgumentParser
import StackModel

/// Ends the command with this status, by the parser's own way out.
func finish(_ status: ExitStatus) throws {
    guard status == .success else { throw ExitCode(status.rawValue) }
}
