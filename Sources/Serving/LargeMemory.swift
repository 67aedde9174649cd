import Glibc

/// Memory that is about to be filled from end to end.
enum LargeMemory {
    private static let page = 2 << 20

    /// Asks for large pages where the range has any (MADV_HUGEPAGE, madvise(2)): a hundredth of the page faults.
    ///
    /// Only a wish: what the kernel says to it makes no difference.
    static func advise(_ start: UnsafeMutableRawPointer?, _ count: Int) {
        guard let start, count >= 2 * page else { return }
        let first = (UInt(bitPattern: start) + UInt(page) - 1) & ~UInt(page - 1)
        let end = (UInt(bitPattern: start) + UInt(count)) & ~UInt(page - 1)
        guard end > first else { return }
        _ = madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_HUGEPAGE)
    }
}
