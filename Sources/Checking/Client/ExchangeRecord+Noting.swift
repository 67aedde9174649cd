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
        bodyExcerpt = EscapedText.lines(response.body.prefix(4096))
        bodyLength = response.body.count
        timing.firstByte = response.firstByte
        timing.body = response.bodyTime
    }
}
