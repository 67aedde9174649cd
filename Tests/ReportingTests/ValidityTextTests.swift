import Reporting
import Testing

@Suite struct ValidityTextTests {
    @Test(
        arguments: [
            (-1.0, 90 * 86_400.0, "90 days left"), (-1, 90 * 86_400 - 1, "89 days left"), (-1, 86_400, "1 day left"),
            (-1, 86_399, "23 hours left"), (-1, 3_600, "1 hour left"), (-1, 59, "0 minutes left"),
            (-1e9, -1, "expired 0 minutes ago"), (-1e9, -3 * 86_400, "expired 3 days ago"),
            (7_200, 86_400, "valid in 2 hours"),
            (-1, 0, "0 minutes left"),
        ] as [(Double, Double, String)])
    func saysHowLong(from: Double, until: Double, text: String) {
        let now = 1_795_420_922.0
        #expect(ValidityText.of(notBefore: now + from, notAfter: now + until, now: now) == text)
    }

    @Test(
        arguments: [
            (-1.0, 90 * 86_400.0, "90 days left then"), (-1e9, -3 * 86_400, "expired then, 3 days before"),
            (7_200, 86_400, "not valid yet then, for 2 hours"),
        ] as [(Double, Double, String)])
    func saysHowItIsThen(from: Double, until: Double, text: String) {
        let time = 1_795_420_922.0
        #expect(ValidityText.of(notBefore: time + from, notAfter: time + until, at: time) == text)
    }
}
