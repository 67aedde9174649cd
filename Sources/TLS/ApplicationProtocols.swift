/// A list of protocols for ALPN, best first (RFC 7301).
struct ApplicationProtocols: Sendable {
    /// As on the wire: each name after its length.
    let wire: [UInt8]

    /// Throws if a name is empty or longer than 255 bytes.
    init(_ names: [String]) throws(TLSConfigurationError) {
        var wire: [UInt8] = []
        for name in names {
            guard let length = UInt8(exactly: name.utf8.count), length > 0 else {
                throw TLSConfigurationError(.applicationProtocols, detail: "\"\(name)\" is not 1 to 255 bytes long")
            }
            wire.append(length)
            wire += name.utf8
        }
        self.wire = wire
    }

    /// The place in the client's list of the server's best protocol that the client offers too.
    func choice(from offered: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        for own in Self.names(of: wire) {
            for theirs in Self.names(of: offered) where offered[theirs].elementsEqual(wire[own]) { return theirs }
        }
        return nil
    }

    /// The ranges of the names in a list as on the wire; stops at one that does not fit.
    private static func names<Bytes: RandomAccessCollection<UInt8>>(of list: Bytes) -> some Sequence<Range<Int>>
    where Bytes.Index == Int {
        sequence(state: list.startIndex) { position -> Range<Int>? in
            guard position < list.endIndex else { return nil }
            let start = position + 1
            let end = start + Int(list[position])
            guard end <= list.endIndex else { return nil }
            position = end
            return start..<end
        }
    }
}
