internal import NIOCore

/// Writes response heads straight into a buffer, and keeps the Date line for as long as its second lasts.
struct ResponseHead {
    enum Persistence {
        /// HTTP/1.1's own way: nothing to say.
        case implied
        /// HTTP/1.0 whose client asked for it.
        case keepAlive
        case close
    }

    private var second = Int.min
    private var dateLine: [UInt8] = []

    /// Appends status line and header fields, with the empty line that ends them.
    ///
    /// - Parameter second: Now, since 1970-01-01T00:00:00Z.
    mutating func write(
        _ response: Response, persistence: Persistence, second now: Int, into buffer: inout ByteBuffer
    ) {
        if now != second {
            second = now
            dateLine = Array("Date: \(HTTPDate.text(now))\r\n".utf8)
        }
        buffer.reserveCapacity(minimumWritableBytes: 128 + dateLine.count + response.fields.count)
        if response.status == 200 {
            buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            buffer.writeString("HTTP/1.1 \(response.status) ")
            buffer.writeStaticString(StatusLine.reason(response.status))
            buffer.writeStaticString("\r\n")
        }
        buffer.writeBytes(dateLine)
        buffer.writeBytes(response.fields)
        if case .absent = response.body {
        } else {
            buffer.writeStaticString("Content-Length: ")
            Self.write(decimal: response.body.length, into: &buffer)
            buffer.writeStaticString("\r\n")
        }
        switch persistence {
        case .implied: buffer.writeStaticString("\r\n")
        case .keepAlive: buffer.writeStaticString("Connection: keep-alive\r\n\r\n")
        case .close: buffer.writeStaticString("Connection: close\r\n\r\n")
        }
    }

    private static func write(decimal number: Int, into buffer: inout ByteBuffer) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 20) { bytes in
            var digits = 1
            var rest = number / 10
            while rest > 0 {
                digits += 1
                rest /= 10
            }
            rest = number
            for position in stride(from: digits - 1, through: 0, by: -1) {
                bytes[position] = UInt8(0x30 + rest % 10)
                rest /= 10
            }
            return digits
        }
    }
}
