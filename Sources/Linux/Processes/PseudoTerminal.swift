import CLinux

/// A terminal for what a program writes: our end never blocks, the program's does.
package struct PseudoTerminal: Sendable {
    /// Wide enough for the lines that most programs write for people.
    package static let columns: UInt16 = 120
    package static let rows: UInt16 = 40

    package let reading: Descriptor
    package let writing: Descriptor

    /// Throws what posix_openpt(3) said: ENOENT where there is no /dev/ptmx.
    package init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        let result = devstack_terminal_open(&ends, Self.columns, Self.rows)
        guard result >= 0 else { throw SystemError("posix_openpt", code: -result) }
        reading = Descriptor(ends[0])
        writing = Descriptor(ends[1])
    }
}
