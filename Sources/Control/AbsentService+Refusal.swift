internal import StackModel

/// A service that the stack file has and the stack that is up has not.
extension AbsentService {
    var refusal: ControlRefusal {
        let remedy = "`devstack up \(name)` brings it up, with what it needs."
        guard !profiles.isEmpty else {
            return ControlRefusal(
                409, "the service \"\(name)\" is no part of this run, which was asked for by the names of others",
                remedy: remedy)
        }
        return ControlRefusal(
            409,
            "the service \"\(name)\" is held back by its \(profiles.count == 1 ? "profile" : "profiles") "
                + profiles.joined(separator: ", "),
            remedy: remedy)
    }

    var json: JSONValue {
        .object([.init("name", .string(name)), .init("profiles", .array(profiles.map(JSONValue.string)))])
    }

    /// From the JSON of a status; `nil` when it is none.
    init?(_ value: JSONValue) {
        guard let name = value.text("name") else { return nil }
        self.init(name: name, profiles: value["profiles"]?.texts ?? [])
    }
}
