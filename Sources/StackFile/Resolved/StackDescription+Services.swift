internal import StackModel

extension StackDescription {
    func service(_ service: Service, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        switch service.kind {
        case .files(let site): words.add("files", files(site, at: words.node("files")))
        case .table(let source): words.add("table", table(source, in: words))
        case .command(let arguments): words.add("command", arguments)
        }
        words.add("port", service.port.map { Self.port($0.value, service.portChoice) })
        words.addMap("ports", service.ports) { port, list in
            let origin = finder.origin(of: list.node(port.name.value))
            return .init(
                name: port.name.value, value: .scalar(Self.port(port.number.value, port.choice), origin))
        }
        if service.isActivated { words.add("socket", ServiceDraft.Socket.activate.rawValue) }
        words.add("host", service.host)
        words.add("hosts", service.hosts.map(\.value))
        words.add("tls", tls(of: service, at: words.node("tls")))
        words.add("depends_on", dependencies(service.dependsOn, at: words.node("depends_on")))
        words.add("ready", ready(service, at: words.node("ready")))
        if let check = service.healthCheck {
            words.add("healthcheck", health(check, at: words.node("healthcheck")))
        }
        if case .command = service.kind {
            words.add("environment", environment(service.environment, at: words.node("environment")))
            words.add("env_file", environmentFiles(service.environmentFiles, at: words.node("env_file")))
            words.add("working_dir", service.workingDirectory)
            words.add("tty", .bool(service.hasTerminal))
            words.add("stop_signal", SignalName.name(of: service.stopSignal))
        } else {
            words.add("run", service.run.rawValue)
        }
        words.add("stop_grace_period", service.stopGracePeriod)
        words.add("restart", RestartText.text(service.restart))
        words.add("profiles", service.profiles)
        var logs = WordList(words.node("logs"), finder: finder)
        logs.add("max_size", SizeText.text(service.logs.maxSize))
        logs.add("max_files", service.logs.maxFiles)
        words.add("logs", logs.value)
        return words.value
    }

    private static func port(_ number: UInt16, _ choice: PortChoice) -> JSONValue {
        switch choice {
        case .written: .number(JSONNumber(Int(number)))
        case .moved(let written): .number(JSONNumber(Int(written)))
        case .chosen, .open: .string(PortNumbers.auto)
        }
    }

    /// A list where that says it all.
    private func dependencies(_ dependencies: [ServiceDependency], at node: Node?) -> ResolvedValue {
        guard dependencies.contains(where: { $0.condition != .ready || $0.restarts }) else {
            return finder.list(dependencies.map { .string($0.service.value) }, at: node)
        }
        let names = WordList(node, finder: finder)
        return .map(
            dependencies.map { dependency in
                var words = WordList(names.node(dependency.service.value), finder: finder)
                words.add("condition", DependencyWord(dependency.condition).rawValue)
                if dependency.restarts { words.add("restart", .bool(true)) }
                return ResolvedValue.Entry(name: dependency.service.value, value: words.value)
            })
    }

    private func environmentFiles(_ files: [EnvironmentFile], at node: Node?) -> ResolvedValue {
        let whole = finder.origin(of: node)
        var nodes = files.map { _ in node }
        if case .sequence(let elements)? = node?.content, elements.count == files.count { nodes = elements }
        return .list(
            zip(files, nodes).map { file, node in
                if file.isRequired {
                    return .scalar(.string(file.path), finder.origin(of: node))
                }
                var words = WordList(node, finder: finder)
                words.add("path", file.path)
                words.add("required", .bool(false))
                return words.value
            }, whole)
    }

    private func files(_ site: FileSite, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        words.add("root", site.root, isShort: true)
        words.add("index", site.index)
        return words.value
    }

    /// `filters` and `fill` may stand beside `table` as well.
    private func table(_ source: TableSource, in service: WordList) -> ResolvedValue {
        var words = WordList(service.node("table"), finder: finder)
        words.add("csv", source.path, isShort: true)
        let filters = WordList(words.node("filters") ?? service.node("filters"), finder: finder)
        words.add(
            "filters",
            .map(
                source.filters.map {
                    let origin = finder.origin(of: filters.node($0.parameter))
                    return .init(name: $0.parameter, value: .scalar(.string($0.column), origin))
                }))
        let fill = WordList(words.node("fill") ?? service.node("fill"), finder: finder)
        words.add(
            "fill",
            .map(source.fill.map { .init(name: $0.column, value: finder.json($0.value, at: fill.node($0.column))) }))
        return words.value
    }

    private func tls(of service: Service, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        guard let tls = service.tls else { return words.value }
        words.add("certificate", tls.certificate.value, isShort: true)
        if case .command = service.kind { return words.value }
        words.add("min_version", tls.minimumVersion.rawValue)
        switch tls.clientAuthority {
        case nil: break
        case .stack: words.add("client_ca", "stack")
        case .file(let path): words.add("client_ca", path)
        }
        words.add("defect", tls.defect?.value.rawValue)
        return words.value
    }

    private func health(_ check: HealthCheck, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        switch check.probe {
        case .http(let path, let status):
            words.add("http", path)
            words.add("status", statuses(status, at: words.node("status")))
        case .tls: words.add("tls", .bool(true))
        case .command(let arguments): words.add("command", arguments)
        }
        words.add("interval", check.interval)
        words.add("timeout", check.timeout)
        words.add("retries", check.retries)
        words.add("start_period", check.startPeriod)
        words.add("start_interval", check.startInterval)
        return words.value
    }

    private func ready(_ service: Service, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        switch service.ready {
        case .started: break
        case .listen: words.add("listen", .bool(true), isShort: true)
        case .tls: words.add("tls", .bool(true), isShort: true)
        case .notify: words.add("notify", .bool(true), isShort: true)
        case .exit: words.add("exit", .bool(true), isShort: true)
        case .http(let path, let status):
            words.add("http", path)
            words.add("status", statuses(status, at: words.node("status")))
        case .log(let pattern): words.add("log", pattern)
        case .command(let arguments): words.add("command", arguments)
        }
        if let pause = service.watchdog { words.add("watchdog", pause) }
        words.add("within", service.within)
        return words.value
    }
}
