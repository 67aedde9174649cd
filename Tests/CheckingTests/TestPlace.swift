import Diagnostics
import StackModel

/// Places in an imaginary stack file, each on a line of its own.
enum TestPlace {
    static func line(_ line: Int) -> SourceLocation { SourceLocation(file: "devstack.yaml", line: line, column: 5) }
}

extension Located {
    /// A value at a line of the imaginary stack file.
    static func at(_ line: Int, _ value: Value) -> Located { Located(value, at: TestPlace.line(line)) }
}
