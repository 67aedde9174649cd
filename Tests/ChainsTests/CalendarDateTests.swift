import Testing

@testable import Chains

@Suite struct CalendarDateTests {
    @Test(arguments: [
        (0.0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_795_392_000, "2026-11-23"), (-1, "1969-12-31"),
        (253_402_300_799, "9999-12-31"),
    ])
    func datesAreOfUTC(seconds: Double, text: String) {
        #expect(CalendarDate(seconds).description == text)
    }
}
