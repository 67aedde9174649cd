import Glibc

/// Numbers different byte strings from 0 on: a hash table with open addressing over one store of bytes.
///
/// Unlike `String`s they are compared byte by byte, and none of them is an allocation of its own.
struct TextNumbering: Sendable {
    private struct Entry {
        var start: Int
        var length: Int
        var hash: UInt64
    }

    private var store: [UInt8] = []
    private var entries: [Entry] = []
    /// Entries' numbers plus one, 0 where there is none; a power of two, at least twice as many as entries.
    private var slots = [UInt32](repeating: 0, count: 64)
    /// Unpredictable, so that nobody can write a file of which all texts collide.
    private let seed = UInt64.random(in: .min ... .max)

    var count: Int { entries.count }

    mutating func insert(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = hash(text)
        let slot = slot(of: text, hash)
        if slots[slot] != 0 { return slots[slot] - 1 }
        entries.append(Entry(start: store.count, length: text.count, hash: hash))
        store.append(contentsOf: text)
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return UInt32(entries.count - 1)
    }

    func find(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let slot = slot(of: text, hash(text))
        return slots[slot] == 0 ? nil : slots[slot] - 1
    }

    /// Where this text is, or would be.
    private func slot(of text: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot] - 1)]
            if entry.hash == hash, entry.length == text.count, isEqual(entry, text) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func isEqual(_ entry: Entry, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        store.withUnsafeBufferPointer { store in
            UnsafeBufferPointer(rebasing: store[entry.start..<entry.start + entry.length]).elementsEqual(text)
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
    }

    /// Eight bytes at a time, multiplied to 128 bits and folded.
    private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawBufferPointer(text)
        var state = seed ^ UInt64(raw.count)
        var position = 0
        while position + 8 <= raw.count {
            state = Self.mixed(state ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        var rest: UInt64 = 0
        while position < raw.count {
            rest = rest << 8 | UInt64(raw[position])
            position += 1
        }
        return Self.mixed(state ^ rest)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return high ^ low
    }
}
