import Reporting
import StackModel
import Testing

@Suite struct JudgingTimeTests {
    /// 2026-11-23T08:02:02Z.
    static let now = 1_795_420_922.0

    @Test(
        arguments: [
            ("+400d", "2027-12-28 08:02 UTC"), ("-2d", "2026-11-21 08:02 UTC"), ("+1d12h", "2026-11-24 20:02 UTC"),
            ("+2w", "2026-12-07 08:02 UTC"), ("-30m", "2026-11-23 07:32 UTC"), ("+58s", "2026-11-23 08:03 UTC"),
            ("+0d", "2026-11-23 08:02 UTC"), ("2027-12-31", "2027-12-31 00:00 UTC"),
            ("2028-02-29", "2028-02-29 00:00 UTC"), ("1969-12-31", "1969-12-31 00:00 UTC"),
            ("2000-03-01", "2000-03-01 00:00 UTC"), ("9999-12-31", "9999-12-31 00:00 UTC"),
            ("2027-12-31T12:34:56Z", "2027-12-31 12:34 UTC"), ("2027-12-31t12:34:56z", "2027-12-31 12:34 UTC"),
            ("2027-12-31 12:34:56.789+01:30", "2027-12-31 11:04 UTC"),
            ("2027-12-31T23:59:60Z", "2028-01-01 00:00 UTC"), ("2027-01-01T00:00:00-08:00", "2027-01-01 08:00 UTC"),
        ])
    func takes(text: String, words: String) {
        #expect(JudgingTime(text, now: Self.now)?.words == words)
    }

    @Test(
        arguments: [
            "", "+", "-", "400d", "+400", "+d", "+4x", "+ 4d", "++4d", "+1.5d", "+99999999999999d", "+9999999999999d",
            "tomorrow", "2027", "2027-13-01", "2027-02-29", "2027-02-30", "2027-00-10", "2027-1-1", "0000-01-01",
            "2027-12-31T12:34", "2027-12-31T12:34:56", "2027-12-31T24:00:00Z", "2027-12-31T12:60:00Z",
            "2027-12-31T12:00:61Z", "2027-12-31T12:00:00+24:00", "2027-12-31T12:00:00+1:00", "2027-12-31Z",
            "+٤d", "-1000000w",
        ])
    func refuses(text: String) {
        #expect(JudgingTime(text, now: Self.now) == nil)
    }

    @Test func everyDayIsReadAsItIsWritten() {
        for day in stride(from: -719_162, through: 2_932_896, by: 97) {
            let seconds = Double(day * 86_400)
            #expect(DateText.seconds(ofDay: DateText.day(seconds)) == seconds)
        }
    }
}
