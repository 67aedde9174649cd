import COpenSSL
import Glibc

extension Certificate {
    /// Seconds since 1970-01-01T00:00:00Z.
    var notBefore: Double { Self.seconds(of: X509_get0_notBefore(pointer)) }
    /// Seconds since 1970-01-01T00:00:00Z.
    var notAfter: Double { Self.seconds(of: X509_get0_notAfter(pointer)) }

    var subject: String { Self.text(of: X509_get_subject_name(pointer)) }
    var issuer: String { Self.text(of: X509_get_issuer_name(pointer)) }

    var subjectOrganisation: String? { Self.organisation(in: X509_get_subject_name(pointer)) }
    var issuerOrganisation: String? { Self.organisation(in: X509_get_issuer_name(pointer)) }

    /// Hexadecimal, in lower case.
    var serial: String {
        defer { ERR_clear_error() }
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(pointer), nil) else { return "" }
        defer { BN_free(number) }
        guard let text = BN_bn2hex(number) else { return "" }
        defer { CRYPTO_free(text, #fileID, #line) }
        return String(cString: text).lowercased()
    }

    /// SHA-256 of the DER, as `AB:CD:…`.
    var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard X509_digest(pointer, EVP_sha256(), &digest, &length) == 1 else {
            ERR_clear_error()
            return ""
        }
        return digest.prefix(Int(length)).map { $0.hexadecimal.uppercased() }.joined(separator: ":")
    }

    private static func seconds(of time: UnsafePointer<ASN1_TIME>?) -> Double {
        var fields = tm()
        guard ASN1_TIME_to_tm(time, &fields) == 1 else {
            ERR_clear_error()
            return 0
        }
        return Double(timegm(&fields))
    }

    /// `O=devstack, CN=localhost`, control characters escaped.
    private static func text(of name: OpaquePointer?) -> String {
        guard let sink = try? MemoryBIO(), x509_print_name(sink.bio, name) >= 0 else {
            ERR_clear_error()
            return ""
        }
        return sink.text
    }

    private static func organisation(in name: OpaquePointer?) -> String? {
        var text = [CChar](repeating: 0, count: 128)
        let length = X509_NAME_get_text_by_NID(name, NID_organizationName, &text, Int32(text.count))
        guard length >= 0 else { return nil }
        return String(decoding: text.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
