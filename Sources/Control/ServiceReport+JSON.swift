internal import StackModel

extension ServiceReport {
    /// From the JSON of a report; `nil` when it is none.
    init?(_ value: JSONValue) {
        guard let name = value.text("name"), let state = value.text("state").flatMap(State.init(rawValue:)) else {
            return nil
        }
        self.init(
            name: name, state: state, address: value.text("address"),
            ports: (value["ports"]?.elements ?? []).compactMap(Port.init),
            startedAfter: value.duration("started_after_ms"), readyAfter: value.duration("ready_after_ms"),
            restarts: value.number("restarts") ?? 0, status: value.text("status"), failure: value.text("failure"),
            remedy: value.text("remedy"),
            lastLines: value["last_lines"]?.texts ?? [])
    }
}

extension ServiceReport.Port {
    init?(_ value: JSONValue) {
        guard let name = value.text("name"), let number = value.number("number").flatMap(UInt16.init(exactly:)) else {
            return nil
        }
        self.init(name: name, number: number, written: value.number("written").flatMap(UInt16.init(exactly:)))
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The strings of a list.
    var texts: [String] {
        elements.compactMap { element in
            if case .string(let text) = element { text } else { nil }
        }
    }

    func text(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    func number(_ name: String) -> Int? {
        if case .number(let number)? = self[name] { Int(exactly: number.value) } else { nil }
    }

    func duration(_ name: String) -> Duration? {
        if case .number(let number)? = self[name] { .milliseconds(number.value) } else { nil }
    }
}
