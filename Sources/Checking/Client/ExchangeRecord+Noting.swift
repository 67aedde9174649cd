internal import StackModel

extension ExchangeRecord {
    mutating func note(_ facts: ConnectionFacts) {
        remoteAddress = facts.remoteAddress
        localPort = facts.localPort
        tlsVersion = facts.tlsVersion
        chain = facts.chain
        timing.connect = facts.connect
        timing.handshake = facts.handshake
    }

    /// Notes what came of a response, with its secrets masked.
    mutating func note(_ response: HTTPResponse) {
        status = response.status
        headers = response.headers.map { SecretHeaders.masked($0) }
        bodyExcerpt = EscapedText.lines(Self.beginning(of: response.body))
        bodyLength = response.body.count
        timing.firstByte = response.firstByte
        timing.body = response.bodyTime
    }

    /// At most 4 KiB, without the part of a character that this would leave at the end.
    private static func beginning(of body: [UInt8]) -> ArraySlice<UInt8> {
        let limit = 4096
        guard body.count > limit else { return body[...] }
        let cut = (limit - 3...limit).last { body[$0] & 0xC0 != 0x80 } ?? limit
        return body[..<cut]
    }
}
