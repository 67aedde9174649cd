/// The shape of JUnit XML that Jenkins' xUnit plugin accepts (`junit-10.xsd`), as far as these reports use it.
enum JUnitSchema {
    struct Violation: Error { var message: String }

    private static let attributes: [String: Set<String>] = [
        "testsuites": ["name", "time", "tests", "failures", "errors"],
        "testsuite": [
            "name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id", "package", "group",
        ],
        "testcase": ["name", "time", "classname", "group"], "failure": ["type", "message"],
        "error": ["type", "message"],
        "skipped": ["type", "message"], "system-out": [],
    ]
    private static let required: [String: Set<String>] = [
        "testsuite": ["name", "tests", "failures", "errors"], "testcase": ["name"],
    ]
    private static let children: [String: Set<String>] = [
        "testsuites": ["testsuite"], "testsuite": ["testcase"],
        "testcase": ["skipped", "error", "failure", "system-out"],
    ]

    static func check(_ root: XMLElement) throws {
        guard root.name == "testsuites" else { throw Violation(message: "the root is \(root.name)") }
        try checkElement(root)
        let suites = root.children
        for name in ["tests", "failures", "errors"] {
            let sum = suites.reduce(0) { $0 + (Int($1[name] ?? "") ?? 0) }
            guard root[name] == "\(sum)" else { throw Violation(message: "\(name) of all is not the sum") }
        }
        for suite in suites { try checkCounts(suite) }
    }

    private static func checkElement(_ element: XMLElement) throws {
        let names = Set(element.attributes.keys)
        guard let known = attributes[element.name], names.isSubset(of: known) else {
            throw Violation(message: "\(element.name) has \(names)")
        }
        guard names.isSuperset(of: required[element.name] ?? []) else {
            throw Violation(message: "\(element.name) lacks attributes")
        }
        guard Set(element.children.map(\.name)).isSubset(of: children[element.name] ?? []) else {
            throw Violation(message: "\(element.name) has \(element.children.map(\.name))")
        }
        // SUREFIRE_TIME: no more than three digits behind the point.
        if let time = element["time"], time.wholeMatch(of: /[0-9]+\.[0-9]{3}/) == nil {
            throw Violation(message: "time is \(time)")
        }
        if let stamp = element["timestamp"],
            stamp.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}/) == nil
        {
            throw Violation(message: "timestamp is \(stamp)")
        }
        if element.children.count > 0, element.text.contains(where: { !$0.isWhitespace }) {
            throw Violation(message: "\(element.name) has text between its elements")
        }
        for child in element.children { try checkElement(child) }
    }

    private static func checkCounts(_ suite: XMLElement) throws {
        let counts = [
            "tests": suite.children.count,
            "failures": suite.children.count { !$0.children(named: "failure").isEmpty },
            "errors": suite.children.count { !$0.children(named: "error").isEmpty },
            "skipped": suite.children.count { !$0.children(named: "skipped").isEmpty },
        ]
        for (name, count) in counts where suite[name] != "\(count)" {
            throw Violation(message: "\(name) is \(suite[name] ?? "missing") and not \(count)")
        }
    }
}
