/// What libyaml says of text that is not YAML.
struct YAMLProblem: Error {
    /// libyaml's own words: "did not find expected key".
    var problem: String
    /// An offset in the source's scalars, or in its bytes where libyaml only knows that.
    var position: Int
    var positionIsBytes: Bool
    /// "while parsing a block mapping", and where that begins; `nil` where it has none.
    var context: String?
    var contextPosition: Int
}
