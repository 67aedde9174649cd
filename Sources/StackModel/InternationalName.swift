/// Internationalised DNS names (RFC 5890): the ASCII form that DNS and certificates have.
package enum InternationalName {
    /// The name with each label that is not ASCII as its A-label, `xn--…` (RFC 5891, 4.4); `nil` of a label that would have
    /// to be mapped first.
    ///
    /// Mapping (UTS 46) needs tables that change with Unicode, and two programs that map differently mean two hosts. So a label
    /// is taken only if it is letters and digits that every mapping leaves alone: lower case, no compatibility form,
    /// and no combining mark, with which one text could be written in two ways.
    package static func ascii(_ name: String) -> String? {
        var labels: [String] = []
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            if label.utf8.allSatisfy({ $0 < 0x80 }) {
                labels.append(String(label))
            } else {
                let scalars = label.unicodeScalars.map(lowerASCII)
                guard scalars.allSatisfy(isStable), label.first != "-", label.last != "-",
                    let encoded = Punycode.encode(scalars.map(\.value))
                else { return nil }
                labels.append("xn--" + encoded)
            }
        }
        return labels.joined(separator: ".")
    }

    private static func lowerASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) | 0x20) : scalar
    }

    private static func isStable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
        }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber: break
        default: return false
        }
        // Hangul's single letters are composed to syllables by every normalisation.
        let isConjoining =
            (0x1100...0x11FF).contains(scalar.value) || (0xA960...0xA97F).contains(scalar.value)
            || (0xD7B0...0xD7FF).contains(scalar.value)
        return !isConjoining && !scalar.properties.changesWhenNFKCCaseFolded
    }
}
