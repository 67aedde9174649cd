/// A JSONPath query (RFC 9535): names, indices and wildcards.
package struct JSONPath: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        /// `.name` or `['name']`.
        case name(String)
        /// `[2]`, or `[-1]` from the end.
        case index(Int)
        /// `.*` or `[*]`.
        case wildcard
    }

    package var segments: [Segment]
    /// As it was written.
    package var text: String

    package init(segments: [Segment], text: String) {
        self.segments = segments
        self.text = text
    }

    /// A query that selects at most one value, so that its result is that value and not a list (RFC 9535, 2.3.5.1).
    package var isSingular: Bool { !segments.contains(.wildcard) }
}
