internal import Diagnostics
internal import StackModel

/// A certificate request whose names have been read and found to be permitted.
struct LeafRequest {
    /// The longest life that every client accepts, in days.
    static let longestLife = 397

    var name: String
    /// Where it stands in the stack file.
    var location: SourceLocation
    /// Without repetitions, in the order of the file.
    var names: [SubjectName]
    var days: Int
    var key: KeyKind
    var usage: CertificateUsage
    /// In seconds.
    private var renewBefore: Double

    init(_ request: CertificateRequest, names: [SubjectName]) {
        name = request.name.value
        location = request.name.location
        self.names = names
        days = min(max(request.days, 1), Self.longestLife)
        key = request.key
        usage = request.usage
        renewBefore = request.renewBefore / .seconds(1)
    }

    var certificateFile: String { name + ".pem" }
    var keyFile: String { name + ".key" }

    /// The name as one DNS label, which no client can take for a host name (RFC 1035, 2.3.1).
    var label: String { Self.label(of: name) }

    static func label(of name: String) -> String {
        let label = String(name.map { $0 == "." || $0 == "_" ? "-" : $0 }.prefix(63))
        return label.hasSuffix("-") ? label + "0" : label
    }

    /// A leaf with fewer seconds than this left is due.
    ///
    /// One that would be due as soon as it is made is due in the last third of its life instead.
    var renewalThreshold: Double {
        let life = Double(days) * 86_400
        return renewBefore < life ? renewBefore : life / 3
    }
}
