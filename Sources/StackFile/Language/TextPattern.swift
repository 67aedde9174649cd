/// What a text may be, as patterns (ECMA-262, without the anchors that a whole text needs).
///
/// They say for a schema what the decoder says with reasons and remedies. The tests hold both against each other.
enum TextPattern {
    /// A text in which a variable stands, of which nothing is known before it is replaced.
    static let variable = #"(?:^|[^$])\$\{"#

    // RFC 1123, 2.1: labels of letters, digits and inner hyphens; a name of digits alone would be an address.
    private static let label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    private static let name = #"(?![0-9]+(?:\.[0-9]+)+(?![A-Za-z0-9.-]))"# + #"\#(label)(?:\.\#(label))*"#
    private static let octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
    private static let ipv4 = #"\#(octet)(?:\.\#(octet)){3}"#

    /// RFC 3986, 3.2.2, `IPv6address`.
    private static let ipv6: String = {
        let group = "[0-9A-Fa-f]{1,4}"
        let last = "(?:\(group):\(group)|\(ipv4))"
        let forms = [
            "(?:\(group):){6}\(last)", "::(?:\(group):){5}\(last)", "(?:\(group))?::(?:\(group):){4}\(last)",
            "(?:(?:\(group):){0,1}\(group))?::(?:\(group):){3}\(last)",
            "(?:(?:\(group):){0,2}\(group))?::(?:\(group):){2}\(last)",
            "(?:(?:\(group):){0,3}\(group))?::\(group):\(last)", "(?:(?:\(group):){0,4}\(group))?::\(last)",
            "(?:(?:\(group):){0,5}\(group))?::\(group)", "(?:(?:\(group):){0,6}\(group))?::",
        ]
        return "(?:\(forms.joined(separator: "|")))"
    }()

    /// The path of a file where a word could stand as well.
    static let filePath = #"[^\u0000]*[./][^\u0000]*"#

    static let host = "(?:(?=.{1,253}$)\(name)|\(ipv4)|\(ipv6))"
    static let hostOrWildcard = #"(?:\#(host)|(?=.{1,255}$)\*\.\#(label)(?:\.\#(label))+)"#
    /// Labels that are not ASCII are taken as they are: which of them need no mapping, no pattern says.
    private static let international =
        #"(?:\*\.)?(?=[^\u0080-\uffff]*[\u0080-\uffff])[^\u0000-\u002c\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+"#
    private static let domain = "(?:(?=.{1,253}$)\(name)|\(international))"
    private static let email = #"(?=.{1,64}@)\#(atom)(?:\.\#(atom))*@\#(domain)"#
    private static let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    /// Of a site only its host is certified.
    private static let uri =
        #"(?!(?:https?|wss?)://)[A-Za-z][A-Za-z0-9+.-]*://(?:[^@/?#]*@)?(?:\#(name)|\#(ipv4)|\[\#(ipv6)\])(?::[^/?#]*)?"#
        + #"(?:[/?#][!#-;=?-\[\]_a-z~]*)?"#
    /// What a certificate may be for.
    static let certified = "(?:\(hostOrWildcard)|\(international)|\(email)|\(uri))"
    static let listenAddress = #"(?:\#(ipv4)|\#(ipv6)|\[\#(ipv6)\])"#

    static let certificateName = "(?!ca$|ca-intermediate$)[a-z0-9][a-z0-9_.-]{0,99}"
    static let serviceName = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"
    /// Not the name that the main one has.
    static let portName = "(?!port$)[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"
    static let restart = "(?:no|false|always|unless-stopped|on-failure(?::[1-9][0-9]{0,5})?)"
    static let profile = "[A-Za-z0-9_.-]+"
    static let text = #"[^\u0000]+"#
    static let line = #"[^\u0000-\u001f\u007f-\u009f]+"#
    static let path = #"(?!~(?:/|$))[^\u0000]+"#
    static let fileName = #"(?!\.{1,2}$)[^/\u0000]+"#

    /// RFC 3986 as far as a check's URL goes: no user, no fragment.
    static let url = {
        let port = IntegerPattern.text(1...65535, leadingZeros: true)
        return #"[Hh][Tt][Tt][Pp][Ss]?://(?:\#(name)|\#(ipv4)|\[\#(ipv6)\])(?::\#(port))?(?:[/?]\#(target))?"#
    }()
    static let requestPath = "/\(target)"
    private static let target = #"(?:[^\u0000-\u0020\u007f-\u009f#%\\]|%[0-9A-Fa-f]{2})*"#

    /// RFC 9110, 5.6.2 and 5.5.
    static let headerName = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
    static let headerValue = #"[^\u0000-\u0008\u000a-\u001f\u007f]*"#

    static let variableName = #"[^=\u0000\s]+"#
    static let variableAssignment = #"[^=\u0000\s]+(?:=[^\u0000]*)?"#

    static let signal: String = {
        // A schema's patterns know no case that does not matter.
        let names = SignalName.names.map { name in
            name.dropFirst(3).map { $0.isLetter ? "[\($0)\($0.lowercased())]" : "\($0)" }.joined()
        }
        return "(?:(?:[Ss][Ii][Gg])?(?:\(names.joined(separator: "|")))|\(IntegerPattern.text(1...64)))"
    }()

    /// Words that quotes group; the first of them is the program, and not empty.
    static let command: String = {
        let part = #"(?:[^\s'"\\\u0000]|'[^'\u0000]*'|"(?:[^"\\\u0000]|\\[^\u0000])*"|\\[^\u0000])"#
        return #"[ \t\r\n]*(?!(?:''|"")+(?:[ \t\r\n]|$))\#(part)(?:\#(part)|[ \t\r\n])*"#
    }()

    /// Each unit once; `0` alone needs none.
    static let durationOrZero: String = {
        let units = ["(?:us|µs)", "ms", "s", "m", "h", "d"]
        let number = #"[0-9]{1,18}(?:\.[0-9]{0,12})?"#
        let once = units.map { unit in "(?!.*[0-9.]\(unit)(?![a-zµ]).*[0-9.]\(unit)(?![a-zµ]))" }.joined()
        return "(?:0|\(once)(?:\(number)(?:us|µs|ms|s|m|h|d))+)"
    }()
    static let duration = "(?=.*[1-9])\(durationOrZero)"

    static let number = #"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0x[0-9A-Fa-f]+|0o[0-7]+)"#
    static let status = "[1-5](?:[0-9]{2}|[xX]{2})"
    static let sha256 = "[0-9A-Fa-f]{64}"
}
