import StackModel

/// A stack as text, for the golden pairs: what is worth reading, line by line.
struct StackDump {
    private(set) var text = ""

    init(_ stack: Stack) {
        line("stack \(stack.name) in \(stack.directory)")
        line("authority \(stack.authority.directory) permit \(stack.authority.permit.map(\.value))")
        if stack.authority.intermediate { line("with an intermediate authority", level: 1) }
        if case .existing(let certificate, let key) = stack.authority.source {
            line("that is \(certificate) with \(key)", level: 1)
        }
        for certificate in stack.certificates { add(certificate) }
        for service in stack.services { add(service) }
        for check in stack.checks { add(check) }
    }

    private mutating func line(_ content: String, level: Int = 0) {
        text += String(repeating: "    ", count: level) + content + "\n"
    }

    private mutating func add(_ certificate: CertificateRequest) {
        line(
            "certificate \(certificate.name.value) at \(certificate.name.location): \(certificate.names.map(\.value)) "
                + "days \(certificate.days) renew before \(certificate.renewBefore)")
        if certificate.key != .ecdsaP256 { line("key \(certificate.key.rawValue)", level: 1) }
        if certificate.usage != .server { line("usage \(certificate.usage.rawValue)", level: 1) }
    }

    private mutating func add(_ service: Service) {
        line("service \(service.name.value) at \(service.location)")
        switch service.kind {
        case .files(let site): line("files \(site.root) index \(site.index)", level: 1)
        case .table(let table):
            line("table \(table.path)", level: 1)
            for filter in table.filters { line("filter \(filter.parameter) -> \(filter.column)", level: 2) }
            for fill in table.fill { line("fill \(fill.column) \(fill.value.compactText)", level: 2) }
        case .command(let words): line("command \(words)", level: 1)
        }
        let port = service.port.map { "\($0.value)\(Self.text(service.portChoice))" } ?? "none"
        line(
            "port \(port) host \(service.host) hosts \(service.hosts.map(\.value)) tls \(service.tls?.certificate.value ?? "none")",
            level: 1)
        for port in service.ports {
            line("port \(port.name.value) \(port.number.value)\(Self.text(port.choice))", level: 2)
        }
        if service.isActivated { line("opened by devstack", level: 2) }
        if let tls = service.tls, tls.minimumVersion != .tls12 {
            line("tls from \(tls.minimumVersion.rawValue) on", level: 2)
        }
        if let authority = service.tls?.clientAuthority { line("clients of \(authority)", level: 2) }
        if let defect = service.tls?.defect { line("tls with the defect \(defect.value.rawValue)", level: 2) }
        line("run \(service.run.rawValue) depends on \(service.dependsOn.map(\.service.value))", level: 1)
        for dependency in service.dependsOn where dependency.condition != .ready || dependency.restarts {
            let restarts = dependency.restarts ? ", restarts with it" : ""
            line("\(dependency.service.value): \(dependency.condition)\(restarts)", level: 2)
        }
        line("ready \(service.ready) within \(service.within)", level: 1)
        line(
            "environment \(service.environment.map { "\($0.name)=\($0.value)" }) in \(service.workingDirectory)",
            level: 1)
        for file in service.environmentFiles {
            line("variables of \(file.path)\(file.isRequired ? "" : ", which may be missing")", level: 1)
        }
        for variable in service.fileEnvironment { line("\(variable.name)=\(variable.value)", level: 2) }
        if service.hasTerminal { line("with a terminal", level: 1) }
        line("stop by signal \(service.stopSignal) in \(service.stopGracePeriod)", level: 1)
        if service.restart != .no { line("restart \(service.restart)", level: 1) }
        if let check = service.healthCheck {
            line("well by \(check.probe) every \(check.interval) within \(check.timeout)", level: 1)
            line(
                "\(check.retries) retries, first after \(check.startPeriod) every \(check.startInterval)", level: 2)
        }
        if let pause = service.watchdog { line("a sign of life every \(pause)", level: 1) }
        if !service.profiles.isEmpty { line("profiles \(service.profiles)", level: 1) }
        if service.logs != LogRotation() {
            line("logs in \(service.logs.maxFiles) files of \(service.logs.maxSize)", level: 1)
        }
    }

    private mutating func add(_ check: Check) {
        line("check \(check.name.value) at \(check.name.location) within \(check.timeout)")
        switch check.action.value {
        case .request(let request):
            line("\(request.method) \(request.url) trust \(request.trust) policy \(request.policy.rawValue)", level: 1)
            if let name = request.clientCertificate { line("shows \(name)", level: 2) }
            for header in request.headers { line("\(header.name): \(header.value)", level: 2) }
            if let body = request.body { line("body \(String(decoding: body, as: UTF8.self))", level: 2) }
        case .command(let command):
            let variables = command.environment.map { "\($0.name)=\($0.value)" }
            line("command \(command.arguments) in \(command.workingDirectory) with \(variables)", level: 1)
        }
        let expect = check.expect
        if let status = expect.status { line("status \(status.value) at \(status.location)", level: 1) }
        for header in expect.headers {
            line("header \(header.name.value) \(Self.text(header.matcher.value))", level: 1)
        }
        for (name, matcher) in [
            ("body", expect.body), ("exit", expect.exit), ("stdout", expect.stdout), ("stderr", expect.stderr),
        ] {
            if let matcher { line("\(name) \(Self.text(matcher.value)) at \(matcher.location)", level: 1) }
        }
        for json in expect.json {
            line("json \(json.path.value.text) \(Self.text(json.matcher.value)) at \(json.path.location)", level: 1)
        }
        if let failure = expect.failure { line("failure \(failure.value.rawValue)", level: 1) }
    }

    private static func text(_ choice: PortChoice) -> String {
        switch choice {
        case .written: ""
        case .chosen: " (chosen)"
        case .moved(let written): " (written \(written))"
        case .open: " (open)"
        }
    }

    private static func text(_ matcher: Matcher) -> String {
        switch matcher {
        case .equals(let value): "= \(value.compactText)"
        case .contains(let value): "contains \(value.compactText)"
        case .matches(let pattern): "matches \(pattern)"
        case .startsWith(let start): "starts with \(start)"
        case .endsWith(let end): "ends with \(end)"
        case .oneOf(let values): "one of \(JSONValue.array(values).compactText)"
        case .above(let number): "above \(number.text)"
        case .below(let number): "below \(number.text)"
        case .atLeast(let number): "at least \(number.text)"
        case .atMost(let number): "at most \(number.text)"
        case .count(let inner): "count (\(text(inner)))"
        case .type(let type): "type \(type.rawValue)"
        case .each(let inner): "each (\(text(inner)))"
        case .exists(let exists): "exists \(exists)"
        case .sha256(let digest): "sha256 \(digest)"
        case .not(let inner): "not (\(text(inner)))"
        case .all(let parts): parts.map { "(\(text($0.value)) at \($0.location))" }.joined(separator: " and ")
        }
    }
}
