import Testing

@testable import StackFile

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("30s", Duration.seconds(30)), ("1m30s", .seconds(90)), ("200ms", .milliseconds(200)), ("1h", .seconds(3600)),
        ("1.5h", .seconds(5400)), ("2d", .seconds(172_800)), ("10us", .microseconds(10)), ("10µs", .microseconds(10)),
        ("0", .zero), ("0s", .zero), ("1h0.25s", .milliseconds(3_600_250)), ("36525d", .seconds(36_525 * 86_400)),
    ])
    func good(text: String, duration: Duration) throws {
        #expect(try DurationText.parse(text) == duration)
    }

    @Test(arguments: [
        "", "5", "s", "-5s", "+5s", "5 s", "1m30", ".5s", "5.s.s", "1s1s", "5x", "1:30", "1e3s", "٣s", "36526d",
        "9999999999999999999s", "5S",
    ])
    func bad(text: String) {
        #expect(throws: DurationText.Failure.self) { try DurationText.parse(text) }
    }

    @Test(arguments: ["999999999999999999d", "5555555544455555d", "1.5h999999999999999999d", "36525d1us"])
    func moreThanAHundredYears(text: String) {
        let failure = DurationText.Failure(
            message: "`\(text)` is more than a hundred years", remedy: "Write a shorter one.")
        #expect(throws: failure) { try DurationText.parse(text) }
    }

    @Test func aBareNumberIsToldItsUnit() {
        #expect(throws: DurationText.Failure(message: "`5` has no unit", remedy: "Write 5s for seconds.")) {
            try DurationText.parse("5")
        }
    }
}
