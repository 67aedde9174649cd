/// One event of libyaml's parser, in Swift's values.
struct YAMLEvent {
    enum Kind {
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(text: String, isPlain: Bool)
        case sequenceStart(isFlow: Bool)
        case collectionEnd
        case mappingStart(isFlow: Bool)
        case other
    }

    var kind: Kind
    var anchor: String?
    var tag: String?
    /// Offsets in the source's scalars.
    var span: Range<Int>
}
