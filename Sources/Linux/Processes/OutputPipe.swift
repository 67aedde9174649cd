import CLinux

/// A pipe for what a program writes: our end never blocks, the program's does.
package struct OutputPipe: Sendable {
    package let reading: Descriptor
    package let writing: Descriptor

    /// Throws what pipe2(2) said.
    package init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        let result = devstack_output_pipe(&ends)
        guard result >= 0 else { throw SystemError("pipe2", code: -result) }
        reading = Descriptor(ends[0])
        writing = Descriptor(ends[1])
    }
}
