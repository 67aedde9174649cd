/// A tag by which a later file says that a value is not to be merged; Compose has the same.
enum OverrideTag: String {
    /// The earlier value goes away, and none takes its place.
    case reset = "!reset"
    /// The earlier value goes away, and this one takes its place as it is.
    case replace = "!override"
}
