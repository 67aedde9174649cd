import Testing

@testable import StackFile

/// What merging says of words by name must be words of the language.
@Suite struct MergeRuleTests {
    @Test func everyExceptionIsAWord() throws {
        for (title, words) in MergeRule.exceptions {
            let table = try #require(Language.tables.first { $0.title == title })
            for word in words.keys { #expect(table.words.contains { $0.name == word }, "\(title): \(word)") }
        }
        for (title, word) in TreeMerge.shortForms {
            let table = try #require(Language.tables.first { $0.title == title })
            #expect(table.words.contains { $0.name == word }, "\(title): \(word)")
        }
    }
}
