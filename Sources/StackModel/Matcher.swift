/// A condition on a value.
package indirect enum Matcher: Sendable, Equatable {
    case equals(JSONValue)
    /// A text holds this text; a list holds this value.
    case contains(JSONValue)
    /// A regular expression that matches somewhere in the text.
    case matches(String)
    case startsWith(String)
    case endsWith(String)
    case oneOf([JSONValue])
    case above(JSONNumber)
    case below(JSONNumber)
    case atLeast(JSONNumber)
    case atMost(JSONNumber)
    /// How many elements a list has, members an object, characters a text.
    case count(Matcher)
    case type(JSONType)
    /// Every element of a list; an empty list fails.
    case each(Matcher)
    case exists(Bool)
    /// The SHA-256 of the bytes, 64 hexadecimal digits in lower case.
    case sha256(String)
    case not(Matcher)
    /// Every one of these, in the order of the file, each where it stands.
    case all([Located<Matcher>])
}
