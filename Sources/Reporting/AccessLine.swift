package import StackModel

/// An access record as a line of a log.
package enum AccessLine {
    /// `GET /motto.txt 200 58 B 0.3 ms from 127.0.0.1:51234`, then the remark; of a connection that never came to a
    /// request, who it was from and the remark.
    package static func text(_ record: AccessRecord) -> String {
        String(decoding: bytes(record), as: UTF8.self)
    }

    /// The same as UTF-8, put together in one piece of memory, since a server makes one for each request.
    package static func bytes(_ record: AccessRecord) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(96 + min(record.target.utf8.count, longestTarget))
        if record.method != "-" || record.remark == nil {
            line += record.method.utf8
            line.append(space)
            append(target: record.target, to: &line)
            line.append(space)
            line += String(record.status).utf8
            line.append(space)
            line += SizeText.of(record.bytes).utf8
            line.append(space)
            line += DurationText.of(record.duration).utf8
            line.append(space)
        }
        line += "from ".utf8
        let isBracketed = record.peerAddress.utf8.contains(UInt8(ascii: ":"))
        if isBracketed { line.append(UInt8(ascii: "[")) }
        line += record.peerAddress.utf8
        line += isBracketed ? "]:".utf8 : ":".utf8
        line += String(record.peerPort).utf8
        if let remark = record.remark {
            line += ": ".utf8
            line += remark.utf8
        }
        return line
    }

    /// A long target is cut: its first characters tell it, and a line must stay one that can be read.
    private static func append(target: some StringProtocol, to line: inout [UInt8]) {
        let shown = target.utf8.count <= longestTarget ? target[...] : target.prefix(longestTarget)
        line += shown.utf8
        if shown.endIndex < target.endIndex { line += "…".utf8 }
    }

    private static let longestTarget = 200
    private static let space = UInt8(ascii: " ")

    /// Whether a log's line is of this request, which a client on this machine made from this port, or of the handshake
    /// that it did not get beyond.
    package static func isLine(_ line: String, of exchange: ExchangeRecord) -> Bool {
        var start = Array("\(exchange.method) ".utf8)
        append(target: target(of: exchange.url), to: &start)
        start.append(space)
        guard let port = exchange.localPort else { return false }
        let isOfRequest = line.utf8.starts(with: start)
        return ["from 127.0.0.1:\(port)", "from [::1]:\(port)"].contains { peer in
            isOfRequest ? line.hasSuffix(" \(peer)") || line.contains(" \(peer): ") : line.hasPrefix("\(peer): ")
        }
    }

    private static func target(of url: String) -> Substring {
        guard let scheme = url.firstRange(of: "://"), let slash = url[scheme.upperBound...].firstIndex(of: "/") else {
            return "/"
        }
        return url[slash...]
    }
}
