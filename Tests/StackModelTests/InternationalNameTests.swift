import Testing

@testable import StackModel

@Suite struct InternationalNameTests {
    @Test(
        "Labels are encoded as RFC 3492 has them, and ASCII ones left alone",
        arguments: [
            ("bücher.test", "xn--bcher-kva.test"), ("*.bücher.test", "*.xn--bcher-kva.test"),
            ("münchen-ost.test", "xn--mnchen-ost-9db.test"), ("Bücher.Test", "xn--bcher-kva.Test"),
            ("例え.test", "xn--r8jz45g.test"),
            ("пример.test", "xn--e1afmkfd.test"), ("app.test", "app.test"), ("App.TEST", "App.TEST"),
            // RFC 3492, 7.1 (B) and (L).
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"), ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"),
        ])
    func encodes(name: String, ascii: String) {
        #expect(InternationalName.ascii(name) == ascii)
    }

    @Test(
        "A label that would have to be mapped first is refused",
        arguments: [
            "Bücher.tést".uppercased(), "BÜCHER.test", "straße.test", "bu\u{308}cher.test", "ﬁsch.test", "ｗ.test",
            "\u{1100}\u{1161}.test", "a b\u{FC}.test", "\u{FC}_a.test", "-\u{FC}.test", "\u{FC}-.test",
            "smile\u{1F600}.test",
            String(repeating: "ü", count: 64),
        ])
    func refuses(name: String) {
        #expect(InternationalName.ascii(name) == nil)
    }
}
