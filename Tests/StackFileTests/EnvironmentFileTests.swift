import Testing

@testable import StackFile

@Suite struct EnvironmentFileTests {
    @Test(arguments: [
        ("A=secret", "A=******"), ("export A_1=secret", "export A_1=******"), ("  A = secret", "  A =*******"),
        ("export\tA=x", "export\tA=*"), ("# A=comment", "# A=comment"), ("", ""),
        ("PW: c2VjcmV0=", "*************"), ("c2Vj+mV0=", "*********"), ("a b=c", "*****"), ("=x", "**"),
        ("export =x", "*********"), ("1A=x", "****"), ("rest of a value", "***************"),
    ])
    func onlyNamesAreShown(line: String, shown: String) {
        #expect(shownText(of: "B=1\n" + line) == "B=*\n" + shown)
    }

    private func shownText(of text: String) -> String {
        EnvironmentFileReading(text, path: ".env", environment: [:]).shownText
    }

    /// What looks like a comment or a name inside a value is a part of it.
    @Test(arguments: [
        ("K=\"a\n# b\nC=d\"\n# e\nF=1", "K=**\n***\n****\n# e\nF=*"),
        ("K='a\r\n#b'\r\n #c", "K=**\r\n***\r\n #c"),
        // Whether the second quote closes the first one's value, nobody knows.
        ("K=\"a\n# b\nC=\"d\"\n# e", "K=**\n***\n*****\n***"),
        ("K='a\n# b\nC=d", "K=**\n***\n***"),
        ("K=\"a\"b\n# c", "K=****\n***"),
    ]) func nothingOfAValueOverSeveralLinesIsShown(text: String, shown: String) {
        #expect(shownText(of: text) == shown)
    }

    /// What follows may be a part of the value, and its text must not get into a message.
    @Test func anOpenQuoteIsTheLastMistake() {
        let reading = EnvironmentFileReading(
            "A=1\nK='a\nA=2\nfoo bar\nB=${NO}\n", path: ".env", environment: [:])
        #expect(reading.mistakes.map(\.message) == ["this quote is not closed"])
    }

    @Test(arguments: ["A B=1", "A\tB=1", "export A B = 1"]) func aNameHoldsNoBlanks(line: String) {
        let reading = EnvironmentFileReading(line, path: ".env", environment: [:])
        #expect(reading.mistakes.map(\.message) == ["this is not NAME=VALUE"])
        #expect(reading.mistakes.first?.remedy?.hasPrefix("A name holds no blanks") == true)
        #expect(reading.variables == [:])
    }

    @Test(arguments: ["A=1", "A =1", "A\t= 1", "  export A  =1"]) func blanksAroundANameAreNoPartOfIt(line: String) {
        let reading = EnvironmentFileReading(line, path: ".env", environment: [:])
        #expect(reading.mistakes == [])
        #expect(reading.variables == ["A": "1"])
    }

    /// Each line doubles the one above: the last would be of 320 GiB.
    @Test(.timeLimit(.minutes(1))) func expansionHasABound() {
        let lines = (1...35).map { "A\($0)=${A\($0 - 1)}${A\($0 - 1)}" }
        let reading = EnvironmentFileReading(
            (["A0=aaaaaaaaaa"] + lines).joined(separator: "\n"), path: ".env", environment: [:])
        #expect(reading.mistakes.map(\.code) == ["E013"])
        #expect(reading.mistakes.first?.message.hasPrefix("with A18, ") == true)
        #expect(reading.mistakes.first?.location?.line == 19)
        #expect(reading.variables["A17"]?.utf8.count == 10 << 17)
        #expect(reading.variables["A35"] == "")
    }

    /// One line alone goes as far.
    @Test(.timeLimit(.minutes(1))) func expansionOfOneLineHasABound() {
        let long = String(repeating: "a", count: 1 << 16)
        func mistakes(_ count: Int) -> [String] {
            let text = "A=\(long)\nB=" + String(repeating: "${A}", count: count) + "\nC=c\n"
            return EnvironmentFileReading(text, path: ".env", environment: [:]).mistakes.map(\.message)
        }
        #expect(mistakes(64) == [])
        #expect(mistakes(65) == ["with B, the variables in values expand to more than 4 MiB"])
        #expect(mistakes(1_000).count == 1)
    }
}
