/// What the words of one map say of each other.
enum WordRule: Sendable {
    case required(String)
    case exactlyOne([String])
    case atMostOne([String])
    /// At least one of these holds something.
    case contents([String])
    /// Each of these needs that one beside it.
    case needs([String], String)
    /// These stand only beside one of those.
    case only([String], with: [String])
    /// These never stand beside one of those.
    case never([String], with: [String])
    /// In the map below a word these stand only where that map stands beside one of those.
    case below(String, only: [String], with: [String])
    /// A word is given beside another or inside it.
    case once([String], besideOrIn: String)
    /// A word's value, alone or as a key of its map, stands only beside one of those.
    case form(String, [String], onlyWith: [String])
    case formNever(String, [String], with: [String])
}
