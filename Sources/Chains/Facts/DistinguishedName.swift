import COpenSSL

/// A subject or an issuer, for people and for the rules.
enum DistinguishedName {
    /// As RFC 2253 writes it, control characters escaped.
    static func text(_ name: OpaquePointer?) -> String {
        guard let sink = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(sink) }
        guard tls_print_name(sink, name) >= 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(sink))
        let count = BIO_read(sink, &bytes, Int32(clamping: bytes.count))
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }

    /// The values that are written as a PrintableString and hold what that type does not have (X.680, 41.4).
    static func unprintable(_ name: OpaquePointer?) -> [String] {
        entries(of: name).filter { entry in
            entry.type == V_ASN1_PRINTABLESTRING && !entry.bytes.allSatisfy(isPrintable)
        }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    static func commonNames(_ name: OpaquePointer?) -> [String] {
        entries(of: name).filter { $0.kind == NID_commonName }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private struct Entry {
        var kind: Int32
        var type: Int32
        var bytes: [UInt8]
    }

    private static func entries(of name: OpaquePointer?) -> [Entry] {
        (0..<max(0, X509_NAME_entry_count(name))).compactMap { index in
            let entry = X509_NAME_get_entry(name, index)
            guard let value = X509_NAME_ENTRY_get_data(entry) else { return nil }
            let count = Int(ASN1_STRING_length(value))
            return Entry(
                kind: OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry)), type: ASN1_STRING_type(value),
                bytes: Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(value), count: count)))
        }
    }

    private static func isPrintable(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: " '()+,-./:=?".utf8.contains(byte)
        }
    }
}
