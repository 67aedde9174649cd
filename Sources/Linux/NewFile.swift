import Glibc

/// A file that is to be written.
package struct NewFile {
    package var name: String
    package var contents: [UInt8]
    /// What it has from the moment it exists.
    package var mode: mode_t

    package init(_ name: String, _ contents: [UInt8], mode: mode_t) {
        self.name = name
        self.contents = contents
        self.mode = mode
    }
}
