import NIOHTTP1

/// The header fields of a request that the built-in servers look at, found in one pass over all of them.
struct RequestFields {
    var host: String?
    var hostCount = 0
    var accept: String?
    var range: String?
    var ifRange: String?
    /// Several lines of one list are one list (RFC 9110, 5.3).
    var ifMatch: String?
    var ifNoneMatch: String?
    var ifModifiedSince: String?
    var ifUnmodifiedSince: String?
    var contentLength: Int?
    var expectsContinue = false
    var asksForUpgrade = false

    init(_ headers: HTTPHeaders) {
        for (name, value) in headers {
            switch name.utf8.count {
            case 4 where name.isField("host"):
                host = value
                hostCount += 1
            case 5 where name.isField("range"): range = value
            case 6:
                if name.isField("accept") { accept = Self.joined(accept, value) }
                if name.isField("expect") { expectsContinue = true }
            case 7 where name.isField("upgrade"): asksForUpgrade = true
            case 8:
                if name.isField("if-range") { ifRange = value }
                if name.isField("if-match") { ifMatch = Self.joined(ifMatch, value) }
            case 13 where name.isField("if-none-match"): ifNoneMatch = Self.joined(ifNoneMatch, value)
            case 14 where name.isField("content-length"): contentLength = Int(value)
            case 17 where name.isField("if-modified-since"): ifModifiedSince = value
            case 19 where name.isField("if-unmodified-since"): ifUnmodifiedSince = value
            default: break
            }
        }
    }

    private static func joined(_ first: String?, _ second: String) -> String {
        first.map { "\($0), \(second)" } ?? second
    }
}

extension String {
    /// Whether this field name is that one, which is in lower case and of the same length.
    fileprivate func isField(_ lowercase: StaticString) -> Bool {
        var position = 0
        for byte in utf8 {
            let folded = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard folded == lowercase.utf8Start[position] else { return false }
            position += 1
        }
        return true
    }
}
