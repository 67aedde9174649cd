/// The names that an authority may certify (RFC 5280, 4.2.1.10).
struct NameConstraints: Hashable, Sendable {
    /// A part of the name space.
    enum Subtree: Hashable, Sendable {
        /// A DNS name and all below it. No leading dot: some clients refuse every name under one.
        case dns(String)
        /// The addresses whose first bits are these; the bytes behind the prefix are zero.
        case addresses([UInt8], prefixLength: Int)
    }

    var permitted: Set<Subtree>

    /// What every local authority may certify: names that never leave this machine.
    static let local = NameConstraints(permitted: [
        .dns("localhost"), .dns("test"),
        .addresses([127, 0, 0, 0], prefixLength: 8),
        .addresses([UInt8](repeating: 0, count: 15) + [1], prefixLength: 128),
    ])

    /// Whether they hold names and addresses alike: a kind without an entry is free (RFC 5280, 4.2.1.10), and so is one
    /// with an entry that covers all of it.
    var holdEveryHost: Bool {
        var (holdNames, holdAddresses) = (false, false)
        for subtree in permitted {
            switch subtree {
            case .dns(let base):
                guard !base.isEmpty else { return false }
                holdNames = true
            case .addresses(_, let prefixLength):
                guard prefixLength > 0 else { return false }
                holdAddresses = true
            }
        }
        return holdNames && holdAddresses
    }

    /// Whether a certificate for this name passes; a wildcard does if all that it stands for do.
    ///
    /// An email address or a URI passes if its host does: the extension says nothing of those kinds, devstack does.
    func permit(_ name: SubjectName) -> Bool {
        switch name {
        case .email(_, let domain): permit(.dns(domain))
        case .uri(_, let host): permit(host)
        case .dns, .address: permitHost(name)
        }
    }

    private func permitHost(_ name: SubjectName) -> Bool {
        permitted.contains { subtree in
            switch (subtree, name) {
            case (.dns(let base), .dns(let name)):
                name == base || name.hasSuffix("." + base)
            case (.addresses(let base, let prefixLength), .address(let bytes)):
                base.count == bytes.count && Subtree.masked(bytes, to: prefixLength) == base
            default: false
            }
        }
    }
}

extension NameConstraints.Subtree {
    /// Reads an entry of `permit`: a DNS name, an address, or a range of addresses as `10.0.0.0/8`; `nil` if it is none.
    ///
    /// `*.corp.example` and `.corp.example` mean `corp.example`, which covers what is below it.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if let address = SubjectName.address(String(parts[0])), parts.count <= 2 {
            let bits = address.count * 8
            guard let prefixLength = parts.count == 1 ? bits : Int(parts[1]), (0...bits).contains(prefixLength) else {
                return nil
            }
            self = .addresses(Self.masked(address, to: prefixLength), prefixLength: prefixLength)
            return
        }
        let base = text.hasPrefix("*.") ? text.dropFirst(2) : text.hasPrefix(".") ? text.dropFirst(1) : text[...]
        guard !base.hasPrefix("*"), case .dns(let name)? = SubjectName(String(base)) else { return nil }
        self = .dns(name)
    }

    /// The address with every bit behind the prefix cleared.
    static func masked(_ address: [UInt8], to prefixLength: Int) -> [UInt8] {
        zip(address, mask(of: prefixLength, count: address.count)).map { $0 & $1 }
    }

    /// `count` bytes whose first bits are set: the netmask.
    static func mask(of prefixLength: Int, count: Int) -> [UInt8] {
        (0..<count).map { index in
            let bits = min(max(prefixLength - index * 8, 0), 8)
            return UInt8(truncatingIfNeeded: 0xFF00 >> bits)
        }
    }
}

extension NameConstraints.Subtree: CustomStringConvertible {
    var description: String {
        switch self {
        case .dns(let name): name
        case .addresses(let base, let prefixLength):
            prefixLength == base.count * 8
                ? SubjectName.text(ofAddress: base) : "\(SubjectName.text(ofAddress: base))/\(prefixLength)"
        }
    }
}

extension NameConstraints.Subtree: Comparable {
    /// DNS names first, so that two authorities for the same names are written alike.
    static func < (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.dns, .addresses): true
        case (.addresses, .dns): false
        default: one.description < other.description
        }
    }
}
