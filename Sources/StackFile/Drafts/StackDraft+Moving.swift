internal import StackModel

extension StackDraft {
    /// Sends each request that names a port of a service here by its written number to the one that this run has.
    mutating func moveURLs() {
        let moves = services.flatMap { service in service.movedPorts.map { (service: service, port: $0) } }
        guard !moves.isEmpty else { return }
        for check in checks.indices {
            for request in checks[check].requests.indices {
                guard let url = checks[check].requests[request].url,
                    let host = try? HostName(parsing: url.value.host),
                    let move = moves.first(where: { $0.port.from == url.value.port && isHere(host, of: $0.service) })
                else { continue }
                checks[check].requests[request].url?.value.port = move.port.to
            }
        }
    }

    /// Whether a request to this host comes to a service of this stack, and not to another machine.
    private func isHere(_ host: HostName, of service: ServiceDraft) -> Bool {
        if case .address = host { return CrossChecks.overlap(host, service.host?.value) }
        return host.isLoopback || host.isWithin("test") || certificates.contains { $0.covers(host) }
            || authority.permit.contains { host.isWithin($0.value.description) }
            || service.hosts.contains { $0.value == host.description }
    }
}
