import Testing

@testable import StackFile

/// What several files make of each word; a new word whose rule is not the replacement of its value belongs in this list.
@Suite struct MergeRuleTests {
    @Test func eachWordIsMergedAsTheReferenceSays() {
        var rules: [String: [String]] = [:]
        for table in Language.tables where table.title != Language.matcher.title {
            for word in table.words {
                let rule = MergeRule(of: word.takes)
                if rule != .replaced { rules["\(rule)", default: []].append("\(table.title) \(word.name)") }
            }
        }
        #expect(
            rules == [
                "byKey": [
                    "a stack file authority", "a stack file certificates", "a stack file services",
                    "a stack file checks", "a service files", "a service table", "a service filters", "a service fill",
                    "a service ports", "a service tls", "a service depends_on",
                    "`table` filters", "`table` fill", "a check headers", "a check query", "a check expect",
                    "`expect` headers", "`expect` json",
                ],
                "added": ["`authority` permit", "a certificate names", "a service hosts", "a service profiles"],
                "appended": ["a service env_file"],
                "byVariable": ["a service environment", "a check environment"],
            ])
    }

    @Test func everyTableThatIsNamedExists() throws {
        #expect(MergeRule.wholes.isSubset(of: Language.tables.map(\.title)))
        for (title, word) in TreeMerge.shortForms {
            let table = try #require(Language.tables.first { $0.title == title })
            #expect(table.words.contains { $0.name == word }, "\(title): \(word)")
        }
    }
}
