import Reporting
import Testing

@Suite struct DateTextTests {
    @Test(
        arguments: [
            (0.0, "1970-01-01T00:00:00"), (1_795_420_922, "2026-11-23T08:02:02"),
            (1_795_420_922.99, "2026-11-23T08:02:02"),
            (951_782_400, "2000-02-29T00:00:00"), (951_868_799, "2000-02-29T23:59:59"),
            (951_868_800, "2000-03-01T00:00:00"),
            (4_107_542_400, "2100-03-01T00:00:00"), (-1, "1969-12-31T23:59:59"), (-0.5, "1969-12-31T23:59:59"),
            (253_402_300_799, "9999-12-31T23:59:59"), (1e300, "9999-12-31T23:59:59"), (-1e300, "0000-01-01T00:00:00"),
            (.nan, "1970-01-01T00:00:00"),
        ] as [(Double, String)])
    func knowsTheCalendar(moment: Double, text: String) {
        #expect(DateText.second(moment) == text)
        #expect(DateText.day(moment) == text.prefix(10))
        #expect(DateText.minute(moment) == text.prefix(16).replacing("T", with: " "))
    }

    @Test func aMomentHasItsMicroseconds() {
        #expect(DateText.microsecond(1_795_420_922.000250) == "2026-11-23T08:02:02.000250")
        #expect(DateText.microsecond(1_795_420_921.9999999) == "2026-11-23T08:02:02.000000")
    }
}
