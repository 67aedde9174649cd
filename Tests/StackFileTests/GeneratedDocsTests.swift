import Glibc
import Testbed
import Testing

@testable import StackFile

/// What `docs/` has from the tables of words is what the tables say. `make docs` writes it anew (DEVSTACK_WRITE_DOCS=1).
@Suite struct GeneratedDocsTests {
    private static let folder =
        String(#filePath.dropLast("Tests/StackFileTests/GeneratedDocsTests.swift".count)) + "docs/"

    @Test(arguments: [
        ("stackfile.md", StackFileReference.page), ("devstack.schema.json", StackFileSchema.text),
    ])
    func isUpToDate(name: String, made: String) throws {
        let path = Self.folder + name
        if getenv("DEVSTACK_WRITE_DOCS") != nil {
            let file = try #require(fopen(path, "w"))
            fputs(made, file)
            #expect(fclose(file) == 0)
        } else {
            #expect(readWhole(path) == made, "run `make docs`")
        }
    }

    @Test func everyWordIsOnThePage() {
        let page = StackFileReference.page
        for table in Language.tables {
            #expect(page.contains("## \(table.heading)\n"))
            for word in table.words {
                #expect(page.contains("`\(word.name)`"), "\(word.name)")
                for choice in word.choices { #expect(page.contains("| `\(choice.word)` |")) }
            }
        }
        for difference in ComposeDifference.all { #expect(page.contains(difference.reason)) }
    }

    @Test func everyLinkLeadsSomewhere() throws {
        let page = StackFileReference.page
        let headings = Self.anchors(of: page)
        #expect(Set(headings).count == headings.count, "two headings have one anchor")
        for link in page.matches(of: /\]\(([^)]+)\)/).map(\.1) {
            if link.hasPrefix("#") {
                #expect(headings.contains(String(link.dropFirst())), "\(link)")
            } else {
                let parts = link.split(separator: "#").map(String.init)
                let other = try #require(readWhole(Self.folder + parts[0]), "\(link)")
                if parts.count > 1 { #expect(Self.anchors(of: other).contains(parts[1]), "\(link)") }
            }
        }
    }

    private static func anchors(of page: String) -> [String] {
        page.split(separator: "\n").filter { $0.hasPrefix("#") }
            .map { MarkdownText.anchor($0.drop { $0 == "#" }.dropFirst().description) }
    }

    /// Of what a word says of another the reference and the schema know by the rules, which must name words that exist.
    @Test func examplesAndRulesNameWords() {
        for table in Language.tables {
            for word in table.rules.flatMap(\.words) {
                #expect(table.words.contains { $0.name == word }, "\(word) in \(table.title)")
            }
        }
    }
}

extension WordRule {
    /// The words of the table itself that it names.
    fileprivate var words: [String] {
        switch self {
        case .required(let word): [word]
        case .exactlyOne(let words), .atMostOne(let words), .contents(let words): words
        case .needs(let words, let other), .once(let words, let other): words + [other]
        case .only(let words, let others), .never(let words, let others): words + others
        case .below(let word, _, let others), .form(let word, _, let others), .formNever(let word, _, let others):
            [word] + others
        }
    }
}
