/// What every process of a run carries in its environment, so that the next run knows it by that alone.
///
/// A second sign beside sessions and parents: it is there from the first instant, and a program that leaves its session
/// and its parents keeps it, unless it writes over its environment.
package struct RunMark: Sendable, Hashable {
    /// 16 hexadecimal digits.
    let text: String

    /// A new one, unlike any other.
    package init() {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        text = String(repeating: "0", count: 16 - digits.count) + digits
    }

    init(text: String) {
        self.text = text
    }

    /// For the environment.
    var variable: String { "DEVSTACK_RUN=\(text)" }
}
