/// A first stack file: from what the folder holds, and from samples of what was asked for.
package struct Starter {
    private let facts: FolderFacts
    private let features: Set<StarterFeature>
    private var ports: PortBook
    private var services: [SuggestedService] = []
    private var checks: [StarterCheck] = []
    private var files: [StarterPlan.File] = []
    private var notes: [String] = []
    /// What the file itself says above its services.
    private var remarks: [String] = []

    /// - Parameter isFree: whether nobody on this machine listens on a port.
    package static func plan(
        _ facts: FolderFacts, with features: Set<StarterFeature>, isFree: @escaping (UInt16) -> Bool
    ) -> StarterPlan {
        var starter = Starter(facts: facts, features: features, ports: PortBook(isFree: isFree))
        starter.suggest()
        starter.addSite()
        starter.addTable()
        starter.addCommand()
        return starter.plan()
    }

    private init(facts: FolderFacts, features: Set<StarterFeature>, ports: PortBook) {
        self.facts = facts
        self.features = features
        self.ports = ports
    }

    private func plan() -> StarterPlan {
        let text = StarterText(
            name: Self.stackName(facts.name), hasCertificate: services.contains(where: \.isSecure), services: services,
            remarks: remarks, checks: checks.isEmpty ? [.greeting] : checks)
        return StarterPlan(files: files + [.init(path: "devstack.yaml", text: text.text)], notes: notes)
    }

    /// A name is one line, and a `${` in it no variable.
    private static func stackName(_ folder: String) -> String {
        let shown = folder.unicodeScalars.map { $0.properties.generalCategory == .control ? "-" : Character($0) }
        return String(shown).replacing("${", with: "$${")
    }

    /// A file that lists processes knows best; else each kind of project suggests its own.
    private mutating func suggest() {
        if let procfile = facts.procfile {
            let file = Procfile(procfile, ports: &ports)
            services = file.services
            take(from: "Procfile", elseIgnored: FolderFacts.composeNames + ["package.json", "manage.py", "index.html"])
            remarks += file.remarks.map { "Procfile: \($0)" }
            notes += remarks
        }
        if services.isEmpty, let compose = facts.compose {
            let file = ComposeFile(compose.value, isThere: facts.existing.contains, ports: &ports)
            services = file.services
            take(from: compose.name, elseIgnored: ["package.json", "manage.py", "index.html"])
            notes += file.notes.map { "\(compose.name): \($0)" }
            remarks += file.remarks.map { "\(compose.name): \($0)" }
        }
        guard services.isEmpty else { return }
        if facts.existing.contains("manage.py") {
            services.append(django())
            take(from: "manage.py", elseIgnored: [])
        }
        if let package = facts.packageJSON,
            let web = PackageScripts(package, existing: facts.existing, ports: &ports).service
        {
            services.append(web)
            notes.append("package.json suggests the service `web`.")
        }
        for service in services { addAnswerCheck(of: service) }
        if services.isEmpty, facts.existing.contains("index.html") {
            notes.append("index.html suggests the service `site`, which serves this folder.")
        }
    }

    private mutating func take(from source: String, elseIgnored others: [String]) {
        guard !services.isEmpty else { return }
        let names = services.map { "`\($0.name)`" }.joined(separator: ", ")
        notes.append("\(source) suggests \(services.count == 1 ? "the service" : "the services") \(names).")
        let ignored = others.filter { facts.existing.contains($0) }
        if !ignored.isEmpty {
            notes.append("\(ignored.joined(separator: ", ")): not looked at, since \(source) is there.")
        }
        if source != "manage.py" { for service in services { addAnswerCheck(of: service) } }
    }

    private mutating func addAnswerCheck(of service: SuggestedService) {
        // What runs only when it is asked for does not always answer.
        if let port = service.port, service.profiles.isEmpty { checks.append(.answer(of: service, at: port)) }
    }

    private mutating func django() -> SuggestedService {
        let python = [".venv/bin/python", "venv/bin/python"].first { facts.existing.contains($0) }
        let port = ports.choose(from: 8000)
        var service = SuggestedService(
            name: "django", kind: .text("\(python.map { "./\($0)" } ?? "python3") manage.py runserver \(port)"))
        service.port = port
        service.environment = [("PYTHONUNBUFFERED", "1")]
        return service
    }

    /// A folder over http or https: where nothing else runs, or to show TLS.
    private mutating func addSite() {
        guard services.isEmpty || features.contains(.tls) else { return }
        let isHere = services.isEmpty && facts.existing.contains("index.html")
        var text: String?
        if !isHere, !facts.existing.contains("site/index.html") {
            files.append(.init(path: "site/index.html", text: StarterSamples.page))
            text = StarterSamples.words
        }
        let isSecure = features.contains(.tls)
        let port = ports.choose(from: isSecure ? 8443 : 8080)
        var site = SuggestedService(
            name: ServiceName.good("site", taken: services.map(\.name)), kind: .files(isHere ? "." : "site"), port: port
        )
        site.comments = ["A folder over \(isSecure ? "https" : "http"): change a file, and the next request sees it."]
        site.isSecure = isSecure
        services.append(site)
        checks += StarterCheck.page(at: port, isSecure: isSecure, text: text)
    }

    private mutating func addTable() {
        guard features.contains(.table) else { return }
        let isOwn = !facts.existing.contains("data/items.csv")
        if isOwn { files.append(.init(path: "data/items.csv", text: StarterSamples.rows)) }
        let port = ports.choose(from: 8000)
        var table = SuggestedService(
            name: ServiceName.good("items", taken: services.map(\.name)), kind: .table("data/items.csv"), port: port)
        table.comments = [
            "A CSV file as a JSON API: each row an object, each column a query parameter (?colour=red)."
        ]
        services.append(table)
        checks.append(.rows(at: port, ownsData: isOwn))
    }

    private mutating func addCommand() {
        guard features.contains(.command) else { return }
        guard !services.contains(where: \.isCommand) else { return }
        var worker = SuggestedService(
            name: "worker", kind: .words(["sh", "-c", "while :; do date; sleep 60; done"]))
        worker.comments = [
            "Any program. It has no port, so it is ready once it has started; with `port: 9000` it would be ready",
            "when it listens there. No shell runs a command unless it is written like this.",
        ]
        worker.dependsOn = services.first.map { [$0.name] } ?? []
        services.append(worker)
        checks.append(.greeting)
    }
}
