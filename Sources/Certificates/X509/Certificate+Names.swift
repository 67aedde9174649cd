import COpenSSL

extension Certificate {
    /// The subject alternative names in their order, as text; of kinds other than DNS, address, email and URI none.
    var names: [String] {
        defer { ERR_clear_error() }
        guard let extension_ = X509_get_ext_d2i(pointer, NID_subject_alt_name, nil, nil) else { return [] }
        let names = OpaquePointer(extension_)
        defer { GENERAL_NAMES_free(names) }
        return Self.texts(of: names)
    }

    /// The same of any list of names.
    static func texts(of names: OpaquePointer) -> [String] {
        (0..<max(0, x509_names_count(names))).compactMap { index in
            guard let (kind, bytes) = value(of: x509_names_at(names, index)) else { return nil }
            return kind == GEN_IPADD ? SubjectName.text(ofAddress: bytes) : escaped(bytes)
        }
    }

    /// The names that it may certify; `nil` without that extension, or with one that devstack would not write.
    var nameConstraints: NameConstraints? {
        defer { ERR_clear_error() }
        guard let extension_ = X509_get_ext_d2i(pointer, NID_name_constraints, nil, nil) else { return nil }
        let constraints = extension_.assumingMemoryBound(to: NAME_CONSTRAINTS.self)
        defer { NAME_CONSTRAINTS_free(constraints) }
        guard x509_excluded_count(constraints) == 0 else { return nil }
        var permitted: Set<NameConstraints.Subtree> = []
        for index in 0..<max(0, x509_permitted_count(constraints)) {
            guard let (kind, bytes) = Self.value(of: x509_permitted_at(constraints, index)),
                let subtree = Self.subtree(kind, bytes)
            else { return nil }
            permitted.insert(subtree)
        }
        return NameConstraints(permitted: permitted)
    }

    /// Address and netmask stand behind one another (RFC 5280, 4.2.1.10).
    private static func subtree(_ kind: Int32, _ bytes: [UInt8]) -> NameConstraints.Subtree? {
        guard kind == GEN_IPADD else {
            return kind == GEN_DNS ? .dns(String(decoding: bytes, as: UTF8.self)) : nil
        }
        let count = bytes.count / 2
        let mask = Array(bytes.suffix(count))
        let prefixLength = mask.reduce(0) { $0 + $1.nonzeroBitCount }
        guard bytes.count == 8 || bytes.count == 32,
            mask == NameConstraints.Subtree.mask(of: prefixLength, count: count)
        else { return nil }
        return .addresses(Array(bytes.prefix(count)), prefixLength: prefixLength)
    }

    private static func value(of name: UnsafePointer<GENERAL_NAME>?) -> (kind: Int32, bytes: [UInt8])? {
        var kind: Int32 = 0
        guard let value = GENERAL_NAME_get0_value(name, &kind),
            [GEN_DNS, GEN_IPADD, GEN_EMAIL, GEN_URI].contains(kind)
        else { return nil }
        let string = value.assumingMemoryBound(to: ASN1_STRING.self)
        let count = Int(ASN1_STRING_length(string))
        return (kind, Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: count)))
    }

    /// What is not printable ASCII, as `\x0a`: the bytes come from anybody.
    private static func escaped(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            (0x20...0x7E).contains(byte) ? String(UnicodeScalar(byte)) : "\\x" + byte.hexadecimal
        }.joined()
    }
}
