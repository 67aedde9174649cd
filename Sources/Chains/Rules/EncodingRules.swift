internal import StackModel

/// How a certificate is written down, where some clients are stricter than others.
enum EncodingRules {
    static let rules = [printableString, negativeSerial, longSerial]

    static let printableString = Rule(
        "unprintable_subject", [.chrome, .go],
        requires: "a PrintableString holds only letters, digits and ' ( ) + , - . / : = ?",
        source: "X.680, 41.4; Chromium, bssl NormalizeName, which takes * too; Go, encoding/asn1, isPrintable, which "
            + "takes * and &",
        remedy: "issue it again with that part of the name as UTF8String"
    ) { chain in
        chain.members.compactMap { index, facts -> Rule.Fault? in
            guard let value = facts.unprintable.first(where: { !accepts($0, beside: "*") }) else { return nil }
            let goRefuses = facts.unprintable.contains { !accepts($0, beside: "*&") }
            return Rule.Fault(
                index, "\(chain.title(index)) has \"\(value)\" as a PrintableString in its names",
                profiles: goRefuses ? nil : [.chrome])
        }
    }

    static let negativeSerial = Rule(
        "negative_serial", [.go],
        requires: "a serial number is positive",
        source: "RFC 5280, 4.1.2.2; Go 1.23 release notes, crypto/x509",
        remedy: "issue it again with a positive serial number"
    ) { chain in
        chain.faults { index, facts in
            facts.isSerialNegative ? "the serial number of \(chain.title(index)) is negative" : nil
        }
    }

    static let longSerial = Rule(
        "long_serial", .all, severity: .notice,
        requires: "a serial number takes 20 bytes or fewer",
        source: "RFC 5280, 4.1.2.2",
        remedy: "issue it again with a shorter serial number"
    ) { chain in
        chain.faults { index, facts in
            facts.serialLength > 20
                ? "the serial number of \(chain.title(index)) takes \(facts.serialLength) bytes" : nil
        }
    }

    private static func accepts(_ value: String, beside others: String) -> Bool {
        value.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (" '()+,-./:=?" + others).utf8.contains(byte)
        }
    }
}
