/// Why a call is not carried out.
package struct ControlRefusal: Error, Sendable, Equatable {
    /// Of HTTP.
    package var status: Int
    package var message: String
    package var remedy: String?

    package init(_ status: Int, _ message: String, remedy: String? = nil) {
        self.status = status
        self.message = message
        self.remedy = remedy
    }
}
