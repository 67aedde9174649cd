internal import StackModel

/// What a leaf says, before anybody has signed it.
struct LeafDraft {
    /// Its common name.
    var label: String
    /// Its subject alternative names; without any it has no such extension.
    var names: [SubjectName]
    var usage = CertificateUsage.server
    /// Seconds since 1970-01-01T00:00:00Z.
    var notBefore: Double
    var notAfter: Double

    // What no leaf has but one that is bad on purpose.

    var isAuthority = false
    var namesIssuersKey = true
    var hasUnknownExtension = false
    var isSignedOverSHA1 = false
}
