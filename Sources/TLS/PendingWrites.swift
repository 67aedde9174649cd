internal import NIOCore

/// Plain bytes that were written and are not encrypted yet, with whom to tell when they are on their way.
struct PendingWrites {
    private struct Write {
        var bytes: ByteBuffer
        var promise: EventLoopPromise<Void>?
    }

    private var writes = CircularBuffer<Write>()
    /// How many of them, from the first on, are to be sent now.
    private var flushed = 0
    /// All bytes of them, flushed or not.
    private(set) var byteCount = 0

    var hasFlushed: Bool { flushed > 0 }

    mutating func append(_ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?) {
        byteCount += bytes.readableBytes
        writes.append(Write(bytes: bytes, promise: promise))
    }

    mutating func flush() { flushed = writes.count }

    /// Joins small writes at the front, as far as they fit into one record: a head and its short body become one.
    mutating func joinFirst(upTo limit: Int) {
        guard flushed > 1, writes[offset: 0].bytes.readableBytes + writes[offset: 1].bytes.readableBytes <= limit else {
            return
        }
        var joined = removeFirst()
        while flushed > 0, joined.bytes.readableBytes + writes[offset: 0].bytes.readableBytes <= limit {
            let next = removeFirst()
            joined.bytes.writeImmutableBuffer(next.bytes)
            joined.promise.setOrCascade(to: next.promise)
        }
        writes.prepend(joined)
        flushed += 1
    }

    /// Hands over the first write's bytes, up to a number; those that `body` says it took are gone.
    ///
    /// The promise is that of a write of which nothing is left, to be kept when these bytes are on their way.
    mutating func takeFirst(upTo limit: Int, _ body: (UnsafeRawBufferPointer) -> Bool) -> EventLoopPromise<Void>? {
        let taken = writes[offset: 0].bytes.withUnsafeReadableBytes { bytes in
            let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(limit))
            return part.isEmpty || body(part) ? part.count : nil
        }
        guard let taken else { return nil }
        byteCount -= taken
        writes[offset: 0].bytes.moveReaderIndex(forwardBy: taken)
        return writes[offset: 0].bytes.readableBytes == 0 ? removeFirst().promise : nil
    }

    /// Forgets them all; the promises are in the order of the writes, and may call back only once this is over.
    mutating func removeAll() -> [EventLoopPromise<Void>] {
        let promises = writes.compactMap(\.promise)
        self = PendingWrites()
        return promises
    }

    private mutating func removeFirst() -> Write {
        flushed -= 1
        return writes.removeFirst()
    }
}
