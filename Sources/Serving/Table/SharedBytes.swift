/// Bytes that several threads read, and that nobody changes while they do.
///
/// Held as a number: a pointer is not `Sendable`, and the number says that what makes this one safe is that its owner waits
/// for those threads, not the compiler.
struct SharedBytes: Sendable {
    private let address: UInt
    private let count: Int

    /// - Parameter bytes: Must outlive this value and all that are made of it.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        address = UInt(bitPattern: bytes.baseAddress)
        count = bytes.count
    }

    var buffer: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafePointer(bitPattern: address), count: count)
    }
}
