internal import StackModel

extension ServiceDraft {
    func resolved(directory: String) -> Service? {
        guard let kind, givenKinds.count == 1 else { return nil }
        return Service(
            name: name, kind: kind, port: port, portChoice: portChoice, ports: ports,
            isActivated: socket?.value == .activate,
            host: host?.value.description ?? "localhost", hosts: hosts,
            tls: tls.resolved,
            run: run?.value ?? .inProcess, dependsOn: dependsOn,
            ready: ready?.value ?? (port == nil ? .started : .listen), within: within ?? .seconds(30),
            environment: environment, environmentFiles: environmentFiles, fileEnvironment: fileEnvironment,
            workingDirectory: workingDirectory ?? directory, hasTerminal: hasTerminal ?? false,
            stopSignal: stopSignal ?? 15,
            stopGracePeriod: stopGracePeriod ?? .seconds(10), restart: restart?.value ?? .no,
            healthCheck: health?.resolved(ready: ready?.value), watchdog: watchdog,
            profiles: profiles, logs: logs.resolved, location: name.location)
    }

    private var kind: Service.Kind? {
        if let files { return .files(files) }
        if let csv {
            return .table(
                TableSource(
                    path: csv, filters: filters ?? table.filters ?? [], fill: fill ?? table.fill ?? []))
        }
        return command.map(Service.Kind.command)
    }
}
