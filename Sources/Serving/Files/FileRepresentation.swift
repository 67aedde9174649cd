internal import NIOCore

/// One version of one file, with all that its responses repeat.
final class FileRepresentation: Sendable {
    let identity: FileIdentity
    /// The whole content of a file that is small enough to be kept.
    let content: ByteBuffer?
    let entityTag: String
    /// Header lines of a 200 with Last-Modified, and without.
    private let datedFields: [UInt8]
    private let undatedFields: [UInt8]
    private let datedValidatorFields: [UInt8]
    private let undatedValidatorFields: [UInt8]

    /// - Parameters:
    ///   - path: The file's, for its media type.
    ///   - now: When the identity was taken, in nanoseconds since 1970-01-01T00:00:00Z.
    init(identity: FileIdentity, content: ByteBuffer?, path: some BidirectionalCollection<UInt8>, now: Int) {
        self.identity = identity
        self.content = content
        entityTag = identity.entityTag(at: now)
        // Without no-cache a browser would guess how long an old file stays fresh, and not ask (RFC 9111, 4.2.2).
        let validators = "ETag: \(entityTag)\r\nCache-Control: no-cache\r\n"
        let dated = validators + "Last-Modified: \(HTTPDate.text(identity.modified / 1_000_000_000))\r\n"
        let entity =
            "Content-Type: \(MediaType.of(path: path))\r\nX-Content-Type-Options: nosniff\r\nAccept-Ranges: bytes\r\n"
        undatedValidatorFields = Array(validators.utf8)
        datedValidatorFields = Array(dated.utf8)
        undatedFields = Array((entity + validators).utf8)
        datedFields = Array((entity + dated).utf8)
    }

    func validators(at now: Int) -> Validators {
        Validators(entityTag: entityTag, lastModified: identity.lastModified(at: now))
    }

    func fields(at now: Int) -> [UInt8] { identity.lastModified(at: now) == nil ? undatedFields : datedFields }

    /// What a 304 repeats (RFC 9110, 15.4.5).
    func validatorFields(at now: Int) -> [UInt8] {
        identity.lastModified(at: now) == nil ? undatedValidatorFields : datedValidatorFields
    }
}
