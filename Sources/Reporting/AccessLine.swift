package import StackModel

/// An access record as a line of a log.
package enum AccessLine {
    /// `GET /motto.txt 200 58 B 0.3 ms from 127.0.0.1:51234`, then the remark; of a connection that never came to a
    /// request, who it was from and the remark.
    package static func text(_ record: AccessRecord) -> String {
        let peer = record.peerAddress.contains(":") ? "[\(record.peerAddress)]" : record.peerAddress
        if record.method == "-", let remark = record.remark { return "from \(peer):\(record.peerPort): \(remark)" }
        var text = "\(record.method) \(record.target) \(record.status) \(SizeText.of(record.bytes)) "
        text += "\(DurationText.of(record.duration)) from \(peer):\(record.peerPort)"
        if let remark = record.remark { text += ": \(remark)" }
        return text
    }

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
