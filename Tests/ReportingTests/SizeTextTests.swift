import Reporting
import Testing

@Suite struct SizeTextTests {
    @Test(
        arguments: [
            (0, "0 B"), (58, "58 B"), (1_023, "1023 B"), (1_024, "1 KiB"), (1_536, "1.5 KiB"), (65_536, "64 KiB"),
            (102_348, "99.9 KiB"), (102_349, "100 KiB"), (102_400, "100 KiB"), (1_048_575, "1 MiB"),
            (1_047_552, "1023 KiB"),
            (10_485_760, "10 MiB"), (1_288_490_189, "1.2 GiB"), (Int.max, "8 EiB"),
        ] as [(Int, String)])
    func suitsTheUnit(bytes: Int, text: String) {
        #expect(SizeText.of(bytes) == text)
    }
}
