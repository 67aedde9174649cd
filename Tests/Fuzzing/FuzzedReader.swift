/// A reader of bytes from elsewhere, as libFuzzer calls it: it takes any bytes, and stops the process where something that
/// must hold does not.
protocol FuzzedReader: Sendable {
    /// What `--reader=` names it.
    static var name: String { get }
    /// What libFuzzer mixes into its inputs.
    static var dictionary: [String] { get }
    init()
    func read(_ bytes: [UInt8])
}

extension FuzzedReader {
    /// Stops the process: libFuzzer keeps the input and says what was wrong with it.
    func require(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { fatalError("\(Self.name): \(what())") }
    }
}
