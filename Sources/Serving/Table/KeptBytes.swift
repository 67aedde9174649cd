/// Bytes at a place of their own, for as long as this object lives; nobody changes them.
final class KeptBytes: Sendable {
    /// For no longer than this object is kept.
    let shared: SharedBytes

    /// - Parameter fill: Writes the bytes, and returns how many there are.
    init(capacity: Int, fill: (UnsafeMutableRawBufferPointer) -> Int) {
        let place = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        let count = fill(place)
        shared = SharedBytes(
            UnsafeBufferPointer(rebasing: UnsafeRawBufferPointer(place).bindMemory(to: UInt8.self)[..<count]))
    }

    convenience init(_ bytes: [UInt8]) {
        self.init(capacity: bytes.count) { place in
            place.copyBytes(from: bytes)
            return bytes.count
        }
    }

    deinit { UnsafeRawPointer(shared.buffer.baseAddress)?.deallocate() }
}
