internal import StackModel

/// The stack file that `devstack init` writes.
struct StarterText {
    private(set) var text: String

    /// - Parameter remarks: What to say above the services, a line each.
    init(
        name: String, hasCertificate: Bool, services: [SuggestedService], remarks: [String], checks: [StarterCheck]
    ) {
        text = """
            # What this stack is; `devstack check` brings it up, checks it and takes it down again, and `devstack up`
            # leaves it up. `devstack explain CODE` says more of any message.

            name: \(Self.scalar(name))

            """
        if hasCertificate {
            text += """

                # Made on the first run by an authority of your own, which may speak for this machine's names only.
                certificates:
                  localhost: [localhost, 127.0.0.1, "::1"]

                """
        }
        text += "\n" + remarks.map { "# \($0)\n" }.joined() + "services:\n"
        text += services.map { Self.lines(of: $0).map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined() }
            .joined(separator: "\n")
        text += "\n# What a client must be able to see; all of them must pass.\nchecks:\n"
        text += checks.map { check in
            (check.comments.map { "# \($0)" } + ["\(Self.scalar(check.name)):"] + check.lines.map { "  " + $0 })
                .map { "  \($0)\n" }.joined()
        }.joined(separator: "\n")
    }

    private static func lines(of service: SuggestedService) -> [String] {
        var lines = service.comments.map { "# \($0)" } + ["\(scalar(service.name)):"]
        func add(_ line: String) { lines.append("  " + line) }
        switch service.kind {
        case .files(let folder): add("files: \(scalar(folder))")
        case .table(let file): add("table: \(scalar(file))")
        case .text(let line): add("command: \(scalar(line))")
        case .words(let words): add("command: [\(words.map(scalar).joined(separator: ", "))]")
        }
        if let port = service.port { add("port: \(port)") }
        if service.isSecure { add("tls: localhost            # the certificate above: this makes it https") }
        if service.dependencyWords.isEmpty, !service.dependsOn.isEmpty {
            add("depends_on: [\(service.dependsOn.map(scalar).joined(separator: ", "))]")
        } else if !service.dependsOn.isEmpty {
            add("depends_on:")
            for name in service.dependsOn {
                let words = service.dependencyWords[name] ?? ["condition: service_healthy"]
                add("  \(scalar(name)): {\(words.joined(separator: ", "))}")
            }
        }
        if let restart = service.restart { add("restart: \(restart)") }
        if !service.profiles.isEmpty { add("profiles: [\(service.profiles.map(scalar).joined(separator: ", "))]") }
        if service.isOneShot { add("ready: exit               # it has ended well before others begin") }
        if service.isSlow, service.port != nil { add("ready: {within: 60s}      # it may compile first") }
        if !service.healthCheck.isEmpty {
            add("healthcheck:")
            for line in service.healthCheck { add("  " + line) }
        }
        if !service.environmentFiles.isEmpty {
            let files = service.environmentFiles.map { file in
                file.isRequired ? scalar(file.path) : "{path: \(scalar(file.path)), required: false}"
            }
            add("env_file: [\(files.joined(separator: ", "))]")
        }
        if !service.environment.isEmpty {
            add("environment:")
            for variable in service.environment {
                add("  \(scalar(variable.name)):" + (variable.value.map { " " + scalar($0) } ?? ""))
            }
        }
        return lines
    }

    /// In quotes unless it is plain beyond doubt; JSON's quoting is YAML's too (YAML 1.2.2, 1.2).
    static func scalar(_ text: String) -> String {
        let isPlain = text.wholeMatch(of: #/[A-Za-z.\/][A-Za-z0-9_.\/-]*(?: [A-Za-z0-9_.\/=-]+)*/#) != nil
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", ".", ".."]
        if isPlain, !words.contains(text.lowercased()), !text.hasPrefix(".i"), !text.hasPrefix(".n") { return text }
        return JSONValue.string(text).compactText
    }
}
