/// The name in a ClientHello's server_name extension (RFC 6066, section 3).
struct ServerName {
    /// In lower case.
    let text: String

    /// `nil` if the extension is malformed, or if what it holds is no host name of ASCII.
    init?(extension content: UnsafeBufferPointer<UInt8>) {
        // A list's length of two bytes, the type 0 for a host name, a name's length of two bytes, the name. Other types
        // were never defined, and a list has one name of a type.
        let headerLength = 5
        guard content.count > headerLength, content[2] == 0 else { return nil }
        let listLength = Int(content[0]) << 8 | Int(content[1])
        let nameLength = Int(content[3]) << 8 | Int(content[4])
        guard listLength == content.count - 2, nameLength == content.count - headerLength, nameLength <= 255 else {
            return nil
        }
        let name = content[headerLength...]
        guard name.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        text = String(decoding: name.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
