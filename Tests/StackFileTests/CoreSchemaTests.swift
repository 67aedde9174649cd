import StackModel
import Testing

@testable import StackFile

@Suite struct CoreSchemaTests {
    @Test(arguments: [
        ("0", "0"), ("42", "42"), ("-7", "-7"), ("+7", "7"), ("022", "22"), ("3.0", "3.0"), ("2.50", "2.50"),
        (".5", "0.5"),
        ("5.", "5"), ("-.5", "-0.5"), ("1e3", "1e3"), ("1.5E-2", "1.5E-2"), ("0x1F", "31"), ("0o17", "15"),
        ("00.5", "0.5"),
        ("-0", "-0"), ("12345678901234567890", "12345678901234567890"),
    ])
    func numbers(text: String, kept: String) {
        guard case .number(let number) = CoreSchema.resolve(text) else {
            Issue.record("\(text) is not taken for a number")
            return
        }
        #expect(number.text == kept)
        #expect(number.value == Double(kept))
    }

    @Test(arguments: [
        "yes", "no", "on", "1:30", "1_000", "0b1", "-", "+", ".", "e5", "1e", "1.2.3", "0x", "0xg", "--1", "1 2",
        "127.0.0.1",
        "TrUe", "nUll", "1e+", "٣",
    ])
    func texts(text: String) {
        #expect(CoreSchema.resolve(text) == .text)
    }

    @Test(arguments: ["", "~", "null", "Null", "NULL"]) func nulls(text: String) {
        #expect(CoreSchema.resolve(text) == .null)
    }

    @Test(arguments: ["true", "True", "TRUE"]) func truths(text: String) {
        #expect(CoreSchema.resolve(text) == .boolean(true))
    }

    @Test(arguments: [".inf", "-.INF", "+.Inf", ".nan", "1e999"]) func unbounded(text: String) {
        #expect(CoreSchema.resolve(text) == .unboundedNumber)
    }
}
