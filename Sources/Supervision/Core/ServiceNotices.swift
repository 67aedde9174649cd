/// What a service has told of itself since it was started: sd_notify(3).
struct ServiceNotices {
    var isReady = false
    var isReloading = false
    var isStopping = false
    var hasExtended = false
    var status: String?

    /// For people.
    var words: String? {
        let status = status.flatMap { $0.isEmpty ? nil : $0 }
        if isReloading { return "reloading" + (status.map { ": \($0)" } ?? "") }
        return status
    }
}
