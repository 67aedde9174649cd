/// Every rule, in the order in which findings are shown: what a user meets first, first.
package enum RuleTable {
    package static let rules: [Rule] =
        ChainRules.rules + NameRules.rules + DateRules.rules + KeyRules.rules + UsageRules.rules
        + StrictRules.rules + EncodingRules.rules
}
