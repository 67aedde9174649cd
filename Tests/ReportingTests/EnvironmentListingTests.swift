import StackModel
import Testing

@testable import Reporting

@Suite struct EnvironmentListingTests {
    private let listing = EnvironmentListing([
        EnvironmentVariable("A", "/plain/path"), EnvironmentVariable("B", #"it's $(x) `y` \n"# + "\nnext"),
    ])

    @Test func forAShell() {
        #expect(listing.shellText == "export A='/plain/path'\n" + #"export B='it'\''s $(x) `y` \n"# + "\nnext'\n")
    }

    @Test func forFish() {
        #expect(listing.fishText == "set -gx A '/plain/path'\n" + #"set -gx B 'it\'s $(x) `y` \\n"# + "\nnext'\n")
    }

    @Test func asJSON() throws {
        #expect(
            try JSONValue(parsing: listing.jsonText)
                == .object([.init("A", .string("/plain/path")), .init("B", .string(#"it's $(x) `y` \n"# + "\nnext"))]))
        #expect(listing.jsonText.hasSuffix("}\n"))
    }
}
