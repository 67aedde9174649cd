extension JUnitReport {
    struct TestCase {
        enum Outcome {
            case passed
            /// It ran, and what it found is not what was expected.
            case failure(type: String, message: String, body: String)
            /// It could not come to a verdict.
            case error(type: String, message: String, body: String)
            case skipped(String)
        }

        var suite: String
        var name: String
        var time: Duration = .zero
        var outcome = Outcome.passed
        /// What was said meanwhile.
        var output: [String] = []

        var isRed: Bool {
            switch outcome {
            case .failure, .error: true
            case .passed, .skipped: false
            }
        }

        func text(className: String) -> String {
            let head =
                "    <testcase name=\"\(XMLText.attribute(name))\" classname=\"\(XMLText.attribute(className))\""
                + " time=\"\(DurationText.seconds(time))\""
            var children: [String] = []
            switch outcome {
            case .passed: break
            case .failure(let type, let message, let body): children.append(element("failure", type, message, body))
            case .error(let type, let message, let body): children.append(element("error", type, message, body))
            case .skipped(let reason):
                children.append("      <skipped message=\"\(XMLText.attribute(reason))\"/>")
            }
            if !output.isEmpty {
                let text = XMLText.content(output.joined(separator: "\n"))
                children.append("      <system-out>\(text)</system-out>")
            }
            guard !children.isEmpty else { return head + "/>" }
            return ([head + ">"] + children + ["    </testcase>"]).joined(separator: "\n")
        }

        private func element(_ name: String, _ type: String, _ message: String, _ body: String) -> String {
            "      <\(name) type=\"\(XMLText.attribute(type))\" message=\"\(XMLText.attribute(message))\">"
                + "\(XMLText.content(body))</\(name)>"
        }
    }

    struct Suite {
        var name: String
        var cases: [TestCase]
        /// Names and values.
        var properties: [(String, String)] = []

        static func counts(_ cases: [TestCase]) -> String {
            let failures = cases.count { if case .failure = $0.outcome { true } else { false } }
            let errors = cases.count { if case .error = $0.outcome { true } else { false } }
            return "failures=\"\(failures)\" errors=\"\(errors)\""
        }

        /// - Parameter timestamp: the start of the run, in UTC without a zone, as the schema wants it.
        func text(timestamp: String) -> String {
            let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
            let time = DurationText.seconds(cases.reduce(.zero) { $0 + $1.time })
            let head =
                "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" \(Self.counts(cases)) skipped=\"\(skipped)\""
                + " time=\"\(time)\" timestamp=\"\(timestamp)\">"
            let list = properties.map { name, value in
                "      <property name=\"\(XMLText.attribute(name))\" value=\"\(XMLText.attribute(value))\"/>"
            }
            let group = list.isEmpty ? [] : ["    <properties>"] + list + ["    </properties>"]
            return ([head] + group + cases.map { $0.text(className: name) } + ["  </testsuite>"]).joined(
                separator: "\n")
        }
    }
}
