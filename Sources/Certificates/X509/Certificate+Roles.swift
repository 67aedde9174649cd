import COpenSSL
internal import StackModel

/// What a certificate may be used for.
extension Certificate {
    /// What a leaf's extended key usage says (X509_get_extended_key_usage(3)); `nil` of one that is neither.
    var usage: CertificateUsage? {
        defer { ERR_clear_error() }
        let flags = X509_get_extended_key_usage(pointer)
        // Without the extension OpenSSL sets every bit.
        guard flags != UInt32.max else { return .both }
        return switch (flags & UInt32(XKU_SSL_SERVER) != 0, flags & UInt32(XKU_SSL_CLIENT) != 0) {
        case (true, true): .both
        case (true, false): .server
        case (false, true): .client
        case (false, false): nil
        }
    }

    /// How many authorities may stand below it; `nil` for any number.
    var pathLength: Int? {
        defer { ERR_clear_error() }
        let length = X509_get_pathlen(pointer)
        return length < 0 ? nil : length
    }

    /// Whether it may sign certificates.
    var isAuthority: Bool {
        defer { ERR_clear_error() }
        return X509_check_ca(pointer) == 1
    }

    /// Whether its own key made its signature.
    var isSelfSigned: Bool {
        defer { ERR_clear_error() }
        return X509_self_signed(pointer, 1) == 1
    }

    /// Whether both are the same, byte for byte.
    func isSame(as other: Certificate) -> Bool { X509_cmp(pointer, other.pointer) == 0 }

    /// Whether its name constraints, if it has any, allow this name (NAME_CONSTRAINTS_check, RFC 5280, 4.2.1.10).
    func permits(_ name: SubjectName) -> Bool {
        defer { ERR_clear_error() }
        guard let extension_ = X509_get_ext_d2i(pointer, NID_name_constraints, nil, nil) else {
            // Without the extension everything; with one that cannot be read nothing.
            return X509_get_ext_by_NID(pointer, NID_name_constraints, -1) < 0
        }
        let constraints = extension_.assumingMemoryBound(to: NAME_CONSTRAINTS.self)
        defer { NAME_CONSTRAINTS_free(constraints) }
        guard let probe = try? CertificateBuilder.unsigned(for: name) else { return false }
        // Reads its extensions, of which the next function knows the names only then; what it says is of no interest.
        X509_check_purpose(probe.pointer, -1, 0)
        return NAME_CONSTRAINTS_check(probe.pointer, constraints) == X509_V_OK
    }
}
