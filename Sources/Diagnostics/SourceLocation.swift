/// Where something stands in a file that the user wrote.
package struct SourceLocation: Sendable, Hashable {
    /// The file's path, as the user named it.
    package var file: String
    /// The line, counted from 1.
    package var line: Int
    /// The column in characters (Unicode scalars), counted from 1.
    package var column: Int
    /// How many characters of that line it covers; at least 1.
    package var length: Int

    package init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line:column`, the form that editors and terminals make a link of.
    package var description: String { "\(file):\(line):\(column)" }
}
