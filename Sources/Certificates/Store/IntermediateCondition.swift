/// What was found of the intermediate authority. Nobody trusts it by itself, so it is made anew whenever it does not fit.
enum IntermediateCondition {
    case sound(Authority)
    /// It must be made, with the key that is there if one fits; files that devstack did not make are kept, as given here.
    case missing(reason: String?, key: PrivateKey?, asides: [FolderChange])
    /// A file cannot be read.
    case unreadable
}
