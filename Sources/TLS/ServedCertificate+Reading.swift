import COpenSSL
internal import Glibc
internal import StackModel

extension ExchangeRecord.ServedCertificate {
    /// What a report shows of an `X509`.
    init(certificate: OpaquePointer) {
        self.init(
            subject: Self.line(X509_get_subject_name(certificate)),
            issuer: Self.line(X509_get_issuer_name(certificate)),
            names: Self.names(of: certificate),
            notBefore: Self.seconds(X509_get0_notBefore(certificate)),
            notAfter: Self.seconds(X509_get0_notAfter(certificate)),
            serial: Self.serial(of: certificate))
    }

    /// A distinguished name as RFC 2253 writes it, control characters escaped.
    private static func line(_ name: OpaquePointer?) -> String {
        text { tls_print_name($0, name) >= 0 }
    }

    /// The DNS names and IP addresses of the subject's alternative names; others are left out.
    private static func names(of certificate: OpaquePointer) -> [String] {
        guard let list = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        let names = OpaquePointer(list)
        defer { GENERAL_NAMES_free(names) }
        return (0..<max(0, tls_names_count(names))).compactMap { index in
            guard let name = tls_names_at(names, index)?.pointee else { return nil }
            switch name.type {
            case GEN_DNS: return text { ASN1_STRING_print_ex($0, name.d.dNSName, UInt(ASN1_STRFLGS_ESC_CTRL)) >= 0 }
            case GEN_IPADD: return address(name.d.iPAddress)
            default: return nil
            }
        }
    }

    private static func address(_ octets: UnsafePointer<ASN1_OCTET_STRING>?) -> String? {
        let family = ASN1_STRING_length(octets) == 4 ? AF_INET : AF_INET6
        guard [4, 16].contains(ASN1_STRING_length(octets)) else { return nil }
        var space = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard let text = inet_ntop(family, ASN1_STRING_get0_data(octets), &space, socklen_t(space.count)) else {
            return nil
        }
        return String(cString: text)
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Double {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return 0 }
        return Double(timegm(&parts))
    }

    private static func serial(of certificate: OpaquePointer) -> String {
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nil) else { return "" }
        defer { BN_free(number) }
        guard let digits = BN_bn2hex(number) else { return "" }
        defer { CRYPTO_free(digits, #file, #line) }
        return String(cString: digits).lowercased()
    }

    /// What `print` writes to the BIO that it is given.
    private static func text(_ print: (OpaquePointer) -> Bool) -> String {
        guard let sink = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(sink) }
        guard print(sink) else { return "" }
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(sink))
        let count = BIO_read(sink, &bytes, Int32(clamping: bytes.count))
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }
}
