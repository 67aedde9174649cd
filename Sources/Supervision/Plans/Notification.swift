/// What a program tells in one datagram, as assignments of a line each: sd_notify(3).
struct Notification: Sendable, Equatable {
    var isReady = false
    var isReloading = false
    var isStopping = false
    /// One sentence for people.
    var status: String?
    /// Which of its processes is the main one.
    var mainPid: Int32?
    /// A sign of life, and the contrary.
    var isAlive = false
    var isTriggered = false
    /// How often it is to give signs of life from now on.
    var watchdog: Duration?
    /// How much longer it asks for, from now on.
    var extended: Duration?

    /// Of a status, in characters.
    static let longestStatus = 300
    /// What is asked for beyond is not given.
    static let longestExtension = UInt64(86_400_000_000)

    /// Lines of other words, and those that cannot be read, say nothing.
    init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = String(decoding: line[(equals + 1)...], as: UTF8.self)
            switch String(decoding: line[..<equals], as: UTF8.self) {
            case "READY": isReady = value == "1"
            case "RELOADING": isReloading = value == "1"
            case "STOPPING": isStopping = value == "1"
            case "STATUS": status = String(value.prefix(Self.longestStatus))
            case "MAINPID": mainPid = Int32(value).flatMap { $0 > 1 ? $0 : nil }
            case "WATCHDOG":
                isAlive = value == "1"
                isTriggered = value == "trigger"
            case "WATCHDOG_USEC":
                watchdog = UInt64(value).flatMap {
                    $0 > 0 ? .microseconds(Int64(min($0, Self.longestExtension))) : nil
                }
            case "EXTEND_TIMEOUT_USEC":
                extended = UInt64(value).map { .microseconds(Int64(min($0, Self.longestExtension))) }
            default: break
            }
        }
    }
}
