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
        line.reserveCapacity(96 + record.target.utf8.count)
        if record.method != "-" || record.remark == nil {
            line += record.method.utf8
            line.append(space)
            line += record.target.utf8
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

    private static let space = UInt8(ascii: " ")

    /// Whether a log's line is of this request, which a client on this machine made from this port.
    package static func isLine(_ line: String, of exchange: ExchangeRecord) -> Bool {
        guard let port = exchange.localPort, line.hasPrefix("\(exchange.method) \(target(of: exchange.url)) ") else {
            return false
        }
        return [" from 127.0.0.1:\(port)", " from [::1]:\(port)"].contains { peer in
            line.hasSuffix(peer) || line.contains("\(peer): ")
        }
    }

    private static func target(of url: String) -> Substring {
        guard let scheme = url.firstRange(of: "://"), let slash = url[scheme.upperBound...].firstIndex(of: "/") else {
            return "/"
        }
        return url[slash...]
    }
}
