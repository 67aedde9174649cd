import Testing

@testable import Chains

@Suite struct RuleTableTests {
    @Test func everyRuleHasANameOfItsOwn() {
        let names = RuleTable.rules.map(\.id)
        #expect(Set(names).count == names.count)
    }
}
