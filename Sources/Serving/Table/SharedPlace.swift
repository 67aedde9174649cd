/// Memory of which several threads write a part each, held as a number for the reason that `SharedBytes` is.
struct SharedPlace: Sendable {
    private let address: UInt

    /// - Parameter bytes: Must outlive this value, and not be read while others write.
    init(_ bytes: UnsafeMutableRawBufferPointer) {
        address = UInt(bitPattern: bytes.baseAddress)
    }

    /// One thread's part.
    func buffer(_ part: Range<Int>) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(
            start: UnsafeMutableRawPointer(bitPattern: address + UInt(part.lowerBound)), count: part.count)
    }
}
