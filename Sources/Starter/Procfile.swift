/// A `Procfile`: a process type and its command line a line, as Heroku and foreman read it.
struct Procfile {
    private(set) var services: [SuggestedService] = []

    init(_ text: String, ports: inout PortBook) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let match = line.wholeMatch(of: #/\s*([A-Za-z0-9_-]+)\s*:\s*(.+?)\s*/#) else { continue }
            let command = String(match.2)
            var service = SuggestedService(
                name: ServiceName.good(String(match.1), taken: services.map(\.name)), kind: ShellText.kind(command))
            service.isOneShot = match.1 == "release"
            // `web` listens on PORT by agreement; any other only if it says so.
            if !service.isOneShot, match.1 == "web" || command.contains("$PORT") || command.contains("${PORT") {
                let port = ports.choose(from: 5000)
                service.port = port
                service.environment = [("PORT", "\(port)")]
            }
            services.append(service)
        }
        if let release = services.first(where: \.isOneShot)?.name {
            for index in services.indices where !services[index].isOneShot { services[index].dependsOn = [release] }
        }
    }
}
