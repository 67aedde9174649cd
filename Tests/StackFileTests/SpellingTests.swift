import Diagnostics
import Testing

@testable import StackFile

@Suite struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("port", "port", 0), ("prot", "port", 1), ("pot", "port", 1),
        ("portt", "port", 1), ("part", "port", 1), ("kitten", "sitting", 3), ("ca", "abc", 3), ("abcd", "badc", 2),
        ("grüße", "grusse", 3),
    ])
    func distance(one: String, other: String, expected: Int) {
        #expect(Spelling.distance(one, other) == expected)
        #expect(Spelling.distance(other, one) == expected)
    }

    @Test(
        arguments: [
            ("comand", "command"), ("Port", "port"), ("depends-on", "depends_on"), ("xyz", nil), ("p", nil), ("", nil),
            ("hos", "host"), ("enviroment", "environment"), ("stop_grace_perod", "stop_grace_period"),
        ] as [(String, String?)])
    func nearest(word: String, expected: String?) {
        let words = Language.service.words.map(\.name)
        #expect(Spelling.nearest(to: word, in: words) == expected)
    }

    @Test func aLongWordIsNotMeasured() {
        #expect(Spelling.nearest(to: String(repeating: "a", count: 10_000), in: ["a"]) == nil)
    }
}
