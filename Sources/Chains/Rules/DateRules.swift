internal import StackModel

/// Whether it is the time for each certificate.
enum DateRules {
    static let rules = [expired, notYetValid, longLife]

    static let expired = Rule(
        "expired", .all, reason: .expired,
        requires: "no certificate of the chain is past its end",
        source: "RFC 5280, 6.1.3 (a) (2)",
        remedy: "renew it (`devstack certs --renew` for the stack's own)"
    ) { chain in
        chain.members.filter { $0.facts.shown.notAfter < chain.now }.map { index, facts -> Rule.Fault in
            let end = facts.shown.notAfter
            let span = TimeSpan.words(chain.now - end)
            let words =
                chain.isOtherTime
                ? "has expired by \(CalendarDate(chain.now)): it ends on \(CalendarDate(end)), \(span) before"
                : "expired on \(CalendarDate(end)), \(span) ago"
            return Rule.Fault(
                index, "\(chain.title(index)) \(words)",
                profiles: chain.refusing(index))
        }
    }

    static let notYetValid = Rule(
        "not_yet_valid", .all, reason: .notYetValid,
        requires: "every certificate of the chain has begun",
        source: "RFC 5280, 6.1.3 (a) (2)",
        remedy: "set the clock of this machine right, or wait"
    ) { chain in
        chain.members.filter { $0.facts.shown.notBefore > chain.now }.map { index, facts -> Rule.Fault in
            let start = facts.shown.notBefore
            let left = TimeSpan.words(start - chain.now)
            let words = chain.isOtherTime ? "\(left) after \(CalendarDate(chain.now))" : "in \(left)"
            return Rule.Fault(
                index, "\(chain.title(index)) is valid from \(CalendarDate(start)) on, \(words)",
                profiles: chain.refusing(index))
        }
    }

    static let longLife = Rule(
        "long_life", [.apple],
        requires: "a server's certificate lives for 825 days or fewer",
        source: "Apple, support article 103769: requirements for trusted certificates in iOS 13 and macOS 10.15",
        remedy: "issue it again for 825 days or fewer; devstack's live for 90"
    ) { chain in
        // The article is about what was issued from 2019-07-01 on.
        guard chain.leaf.shown.notBefore >= 1_561_939_200, chain.leaf.life > 825 * 86_400 else { return [] }
        return chain.leafFault("the certificate lives for \(Int(chain.leaf.life / 86_400)) days")
    }
}
