import Reporting
import Testing

@Suite struct DurationTextTests {
    @Test(
        arguments: [
            (Duration.zero, "0 ms"), (.nanoseconds(400), "0 ms"), (.microseconds(4), "0.00 ms"),
            (.microseconds(40), "0.04 ms"),
            (.microseconds(99), "0.10 ms"), (.microseconds(100), "0.1 ms"), (.microseconds(310), "0.3 ms"),
            (.microseconds(3_140), "3.1 ms"), (.microseconds(9_949), "9.9 ms"), (.microseconds(9_950), "10 ms"),
            (.milliseconds(31), "31 ms"), (.microseconds(999_499), "999 ms"), (.microseconds(999_500), "1.0 s"),
            (.milliseconds(1_250), "1.3 s"), (.milliseconds(59_949), "59.9 s"), (.milliseconds(59_950), "1 min 0 s"),
            (.seconds(125), "2 min 5 s"), (.milliseconds(3_599_600), "1 h 0 min"), (.seconds(12_000), "3 h 20 min"),
            (.seconds(200_000), "2 d 7 h"), (.milliseconds(-31), "-31 ms"),
        ] as [(Duration, String)])
    func suitsTheUnit(duration: Duration, text: String) {
        #expect(DurationText.of(duration) == text)
    }

    @Test func nothingIsTooLong() {
        #expect(DurationText.of(.seconds(Int64.max)).hasSuffix(" h"))
        #expect(DurationText.of(.seconds(Int64.min + 1)).hasPrefix("-"))
    }

    @Test(
        arguments: [
            (Duration.microseconds(31_250), "31.250", "0.031"), (.zero, "0.000", "0.000"),
            (.seconds(61), "61000.000", "61.000"),
            (.nanoseconds(1_500), "0.002", "0.000"), (.milliseconds(-5), "0.000", "0.000"),
        ] as [(Duration, String, String)])
    func machinesReadThreeDigits(duration: Duration, milliseconds: String, seconds: String) {
        #expect(DurationText.milliseconds(duration) == milliseconds)
        #expect(DurationText.seconds(duration) == seconds)
    }
}
