import Diagnostics

@testable import StackFile

/// A right file with something in it made wrong.
struct Mutant {
    /// What must be said of it, beside what must always be so.
    enum Expectation {
        /// Nothing: it may even be right.
        case anything
        /// The key in this place of this map is unknown; `nil` where no word was meant.
        case unknownKey(at: Int, inMap: Int, meant: String?)
        /// The key in this place is there a second time.
        case duplicateKey(at: Int)
    }

    let kind: MutantKind
    let scalars: [Unicode.Scalar]
    let expectation: Expectation

    var bytes: [UInt8] { Array(String(String.UnicodeScalarView(scalars)).utf8) }

    /// Line and column, from 1, of an offset.
    func place(of offset: Int) -> (line: Int, column: Int) {
        let before = scalars[..<offset]
        let line = before.reduce(1) { $0 + ($1 == "\n" ? 1 : 0) }
        return (line, offset - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1)
    }
}

enum MutantKind: String, CaseIterable {
    case droppedKey, doubledKey, swappedKeys, misspeltKey, strangeKey
    case droppedValue, doubledValue, swappedValues, misspeltValue
    case indentation, bytes
}
