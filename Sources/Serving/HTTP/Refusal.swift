/// A request that is not answered as asked, and why, before it is known in which form the client wants to read that.
struct Refusal {
    var status: Int
    /// What is wrong: one sentence without a full stop.
    var message: String
    /// What to do: an imperative sentence without a full stop.
    var remedy: String?
    /// Further whole header lines.
    var fields = ""
    /// For the access line alone: what the client must not learn, or need not.
    var remark: String?

    init(_ status: Int, _ message: String, remedy: String? = nil, fields: String = "", remark: String? = nil) {
        self.status = status
        self.message = message
        self.remedy = remedy
        self.fields = fields
        self.remark = remark
    }
}
