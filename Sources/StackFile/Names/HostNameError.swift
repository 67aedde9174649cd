/// Why a text is no host name, and what to write instead.
struct HostNameError: Error {
    var code: MistakeCode
    var message: String
    var remedy: String?
}
