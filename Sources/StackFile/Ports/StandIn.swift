/// What stands for the number of a port that is open.
struct StandIn {
    /// In a text, they are no others than these.
    var digits: String
    var service: String
    /// What a value calls the port: `services.api.port`.
    var reference: String
}
