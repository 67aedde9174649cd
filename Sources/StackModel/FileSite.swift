/// A folder that the built-in file server serves.
package struct FileSite: Sendable, Equatable {
    /// The folder's absolute path; nothing outside it is ever served.
    package var root: String
    /// The file that stands for a folder.
    package var index: String

    package init(root: String, index: String = "index.html") {
        self.root = root
        self.index = index
    }
}
