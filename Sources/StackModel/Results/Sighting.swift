/// That something has become so, as devstack knows it: the kernel and a service's answers say what is, and not since when.
package struct Sighting: Sendable, Equatable {
    /// When the last look began that did not find it, or when there could be nothing to find yet; `nil` of what was told and
    /// not looked for.
    package var notBefore: Duration?
    package var seenAt: Duration

    package init(notBefore: Duration? = nil, seenAt: Duration) {
        self.notBefore = notBefore
        self.seenAt = seenAt
    }

    /// The longest that it can have been so before it was seen.
    package var lag: Duration? { notBefore.map { seenAt - $0 } }
}
