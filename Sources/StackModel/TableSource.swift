/// A CSV file that the built-in table server answers from.
package struct TableSource: Sendable, Equatable {
    /// A query parameter and the column that it narrows by.
    package struct Filter: Sendable, Equatable {
        package var parameter: String
        package var column: String

        package init(parameter: String, column: String) {
            self.parameter = parameter
            self.column = column
        }
    }

    /// What an empty cell of a column reads as.
    package struct Fill: Sendable, Equatable {
        package var column: String
        package var value: JSONValue

        package init(column: String, value: JSONValue) {
            self.column = column
            self.value = value
        }
    }

    /// The CSV file's absolute path.
    package var path: String
    /// In the order of the stack file; empty means that every column can be filtered by its own name.
    package var filters: [Filter]
    package var fill: [Fill]

    package init(path: String, filters: [Filter] = [], fill: [Fill] = []) {
        self.path = path
        self.filters = filters
        self.fill = fill
    }
}
