package import StackModel

/// An access record as a line of a log.
package enum AccessLine {
    /// `GET /motto.txt 200 58 B 0.3 ms`, then who asked if it was not this machine, and the remark.
    package static func text(_ record: AccessRecord) -> String {
        var text = "\(record.method) \(record.target) \(record.status) \(SizeText.of(record.bytes)) "
        text += DurationText.of(record.duration)
        if !isLoopback(record.peerAddress) { text += " from \(record.peerAddress)" }
        if let remark = record.remark { text += ": \(remark)" }
        return text
    }

    private static func isLoopback(_ address: String) -> Bool {
        address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }
}
