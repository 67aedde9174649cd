/// One word of the language: a key of a mapping, what it takes, what it means, and how it is read.
struct Word<Draft>: Sendable {
    typealias Reading = @Sendable (_ value: Node, _ draft: inout Draft, _ decoding: inout Decoding) -> Void

    let name: String
    let takes: ValueShape
    /// One line.
    let meaning: String
    /// What other programs call it, or people do: only for "did you mean".
    let alsoCalled: [String]
    let read: Reading

    init(
        _ name: String, takes: ValueShape, _ meaning: String, alsoCalled: [String] = [], read: @escaping Reading
    ) {
        self.name = name
        self.takes = takes
        self.meaning = meaning
        self.alsoCalled = alsoCalled
        self.read = read
    }
}
