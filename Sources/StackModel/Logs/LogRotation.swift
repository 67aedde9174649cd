/// How much of a service's log is kept.
package struct LogRotation: Sendable, Hashable {
    /// How large one file becomes, in bytes.
    package var maxSize: Int
    /// How many files there are at most, the one that is written among them; at least 2.
    package var maxFiles: Int

    package init(maxSize: Int = 10 << 20, maxFiles: Int = 5) {
        self.maxSize = maxSize
        self.maxFiles = maxFiles
    }
}
