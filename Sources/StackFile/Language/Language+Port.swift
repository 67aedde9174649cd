extension Language {
    /// What a word takes that gives a port.
    static let port = ValueShape.either([.integer(1...65535), .oneOf([PortNumbers.auto])])
}
