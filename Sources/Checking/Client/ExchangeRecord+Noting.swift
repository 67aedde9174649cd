internal import StackModel

extension ExchangeRecord {
    mutating func note(_ facts: ConnectionFacts) {
        remoteAddress = facts.remoteAddress
        localPort = facts.localPort
        tlsVersion = facts.tlsVersion
        chain = facts.chain
        timing.lookup = facts.lookup
        timing.connect = facts.connect
        timing.handshake = facts.handshake
    }

    /// Notes what came of a response, with its secrets masked.
    mutating func note(_ response: HTTPResponse, without secrets: SecretMask) {
        status = response.status
        headers = response.headers.map { SecretHeaders.masked($0) }
        // Masked before it is cut, so that no half of a secret is left.
        let body = secrets.isEmpty ? response.body : secrets.masked(response.body)
        bodyExcerpt = EscapedText.lines(Self.beginning(of: body))
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
