import Testing

@testable import StackFile

@Suite struct InterpolatorTests {
    private let interpolator = Interpolator { ["A": "1", "EMPTY": "", "B_2": "two"][$0] }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("${A}", "1"), ("x${A}y${B_2}", "x1ytwo"), ("$A", "$A"), ("$", "$"), ("$$", "$$"),
        ("$${A}", "${A}"), ("$$${A}", "$${A}"), ("a$b{c}", "a$b{c}"), ("${NO:-d}", "d"), ("${NO-d}", "d"),
        ("${NO:-}", ""),
        ("${EMPTY}", ""), ("${EMPTY:-d}", "d"), ("${EMPTY-d}", ""), ("${A:-d}", "1"), ("${A?m}", "1"), ("${A:?m}", "1"),
        ("${EMPTY?m}", ""), ("${NO:-${A}}", "1"), ("${NO:-a ${NO:-b} c}", "a b c"), ("${A:-${NO}}", "1"),
        ("${NO:-a:b-c?d}", "a:b-c?d"), ("${NO:-$${A}}", "${A}"), ("regex ^a$", "regex ^a$"), ("}{", "}{"),
        ("${NO:-grüße}", "grüße"), ("${A:+b}", "b"), ("${A+b}", "b"), ("${EMPTY:+b}", ""), ("${EMPTY+b}", "b"),
        ("${NO:+b}", ""),
        ("${NO+b}", ""), ("${NO:+${NO}}", ""), ("x${A:+:${A}}y", "x:1y"), ("${NO:-${A:+z}}", "z"), ("${A:+}", ""),
    ])
    func good(text: String, expected: String) {
        let (expanded, problems) = interpolator.expand(text)
        #expect(expanded == expected)
        #expect(problems.isEmpty)
    }

    @Test(
        arguments: [
            ("${NO}", .unset("NO"), 0, 5), ("${A}${NO}", .unset("NO"), 1, 5), ("$${x} ${NO}", .unset("NO"), 1, 5),
            ("${NO:?why}", .required("NO", message: "why"), 0, 10),
            ("${EMPTY:?why}", .required("EMPTY", message: "why"), 0, 13),
            ("${NO?}", .required("NO", message: ""), 0, 6), ("${NO:-${OTHER}}", .unset("OTHER"), 1, 8),
            ("${A:+${NO}}", .unset("NO"), 1, 5),
        ] as [(String, Interpolator.Problem.Kind, Int, Int)])
    func unset(text: String, kind: Interpolator.Problem.Kind, occurrence: Int, length: Int) {
        #expect(
            interpolator.expand(text).problems
                == [Interpolator.Problem(kind: kind, occurrence: occurrence, length: length)])
    }

    @Test(arguments: ["${", "${A", "${A:-b", "${}", "${1}", "${a.b}", "${ A }", "${A/b/c}", "${-x}"])
    func malformed(text: String) {
        let problems = interpolator.expand(text).problems
        #expect(problems.count == 1)
        guard case .malformed? = problems.first?.kind else {
            Issue.record("\(text) is taken for a variable")
            return
        }
    }

    @Test func defaultsNestOnlySoDeep() {
        let deep = String(repeating: "${NO:-", count: 1_000) + "x" + String(repeating: "}", count: 1_000)
        #expect(!interpolator.expand(deep).problems.isEmpty)
    }

    /// With an accent on it, a brace is another of Swift's characters.
    @Test func anAccentOnTheBraceHidesNoVariable() {
        #expect(Interpolator.concerns("J*.${\u{366}u"))
        #expect(!Interpolator.concerns("$ {$}{"))
        let (_, problems) = Interpolator { _ in nil }.expand("J*.${\u{366}u")
        #expect(problems.count == 1)
    }

    @Test(arguments: [
        ("", []), ("$A", []), ("${A}", ["A"]), ("${A}${B_2:-${C}}", ["A", "B_2", "C"]), ("$${A}", []),
        ("$$${A}", []), ("$$$${A}", []), ("${A", ["A"]), ("${}", []), ("\u{600}${A}", ["A"]), ("${A\u{301}}", ["A"]),
    ])
    func names(text: String, expected: [String]) {
        #expect(Interpolator.names(in: text) == expected)
    }
}
