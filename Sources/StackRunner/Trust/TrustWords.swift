internal import StackModel
internal import Trust

/// What `trust` and `untrust` say.
enum TrustWords {
    static func lines(of anchor: TrustAnchor, file: String) -> [String] {
        let names = anchor.permitted.map { "it can certify only \(list($0)), and what is below those names" }
        return [
            "\(anchor.subject), \(file)", "  " + (names ?? "it can certify any name in the world"),
            "  whoever has its key can pose as those; SHA-256 \(anchor.fingerprint)", "",
        ]
    }

    /// `a, b and c`.
    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "no name at all" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    static func plan(adding stores: [TrustStore]) -> [String] {
        stores.flatMap { store in ["to trust it in \(store.title):"] + store.commands.map { "  " + $0.text } + [""] }
    }

    static func plan(undoing undoings: [Undoing]) -> [String] {
        undoings.flatMap { undoing in
            let heading =
                switch undoing.way {
                case .restoring: "to make \(undoing.title) what it was before \(undoing.label), byte for byte:"
                case .removing:
                    "to take \(undoing.label) out of \(undoing.title), which has changed since or is in use:"
                case .forgetting: "\(undoing.label) is in \(undoing.title) no more: nothing is to be done"
                }
            return [heading] + undoing.commands.map { "  " + $0.text } + [""]
        }
    }

    static func done(_ undoing: Undoing) -> String {
        switch undoing.way {
        case .restoring: "\(undoing.title) is what it was"
        case .removing: "\(undoing.title) trusts \(undoing.label) no more"
        case .forgetting: "\(undoing.title) did not trust \(undoing.label) any more"
        }
    }
}
