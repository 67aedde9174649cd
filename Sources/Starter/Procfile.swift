/// A `Procfile`: a process type and its command line a line, as Heroku and foreman read it.
struct Procfile {
    private(set) var services: [SuggestedService] = []
    /// The lines that are neither a process nor a comment: a sentence each.
    private(set) var remarks: [String] = []

    init(_ text: String, ports: inout PortBook) {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard let match = line.wholeMatch(of: #/\s*([A-Za-z0-9_-]+)\s*:\s*(.+?)\s*/#) else {
                let isSilent = line.allSatisfy(\.isWhitespace) || line.drop(while: \.isWhitespace).hasPrefix("#")
                if !isSilent { remarks.append("line \(index + 1) was left out: it is not NAME: COMMAND.") }
                continue
            }
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
