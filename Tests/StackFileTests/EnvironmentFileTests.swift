import Testing

@testable import StackFile

@Suite struct EnvironmentFileTests {
    @Test(arguments: [
        ("A=secret", "A=******"), ("export A_1=secret", "export A_1=******"), ("  A = secret", "  A =*******"),
        ("export\tA=x", "export\tA=*"), ("# A=comment", "# A=comment"), ("", ""),
        ("PW: c2VjcmV0=", "*************"), ("c2Vj+mV0=", "*********"), ("a b=c", "*****"), ("=x", "**"),
        ("export =x", "export =*"), ("1A=x", "****"), ("rest of a value", "***************"),
    ])
    func onlyNamesAreShown(line: String, shown: String) {
        #expect(EnvironmentFile.withoutValues("B=1\n" + line) == "B=*\n" + shown)
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
        #expect(mistakes(100_000).count == 1)
    }
}
