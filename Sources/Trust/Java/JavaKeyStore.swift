/// Java's first format for keystores, JKS, as it is written by `sun.security.provider.JavaKeyStore`: its certificates are
/// in the clear.
enum JavaKeyStore {
    static let magic: [UInt8] = [0xFE, 0xED, 0xFE, 0xED]

    /// The DER of each trusted certificate; `nil` for what is cut short or not of this format.
    static func certificates(in bytes: [UInt8]) -> [[UInt8]]? {
        var reader = Reader(rest: bytes[...])
        guard reader.take(4)?.elementsEqual(magic) == true, let version = reader.number(4),
            version == 1 || version == 2,
            let count = reader.number(4)
        else { return nil }
        var found: [[UInt8]] = []
        for _ in 0..<count {
            // Kind, alias and date stand before every entry.
            guard let kind = reader.number(4), reader.counted(2) != nil, reader.take(8) != nil else { return nil }
            switch kind {
            case 1:
                guard reader.counted(4) != nil, let chain = reader.number(4) else { return nil }
                for _ in 0..<chain where reader.certificate(version) == nil { return nil }
            case 2:
                guard let certificate = reader.certificate(version) else { return nil }
                found.append(Array(certificate))
            default: return nil
            }
        }
        // A keyed digest (SHA-1) of all that stands before it is the end.
        return reader.rest.count == 20 ? found : nil
    }

    /// Big-endian numbers, and bytes behind their count.
    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard count <= rest.count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }

        mutating func number(_ size: Int) -> Int? { take(size)?.reduce(0) { $0 << 8 | Int($1) } }

        mutating func counted(_ size: Int) -> ArraySlice<UInt8>? { number(size).flatMap { take($0) } }

        mutating func certificate(_ version: Int) -> ArraySlice<UInt8>? {
            guard version == 1 || counted(2) != nil else { return nil }
            return counted(4)
        }
    }
}
