/// What is known of an answer, for its access record.
struct Answer {
    var arrival: Arrival
    /// When it was begun, in nanoseconds since 1970-01-01T00:00:00Z.
    var time: Int
    var status: Int
    /// Of the body.
    var length: Int
    var remark: String?
    /// Whether the connection ends with it.
    var isLast: Bool
}
