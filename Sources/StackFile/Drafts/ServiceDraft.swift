internal import Diagnostics
internal import StackModel

/// One service, while it is read.
struct ServiceDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    let name: Located<String>
    var files: FileSite?
    var csv: String?
    /// What the long form of `table` says.
    var table = TableDraft()
    var command: [String]?
    var filters: [TableSource.Filter]?
    var fill: [TableSource.Fill]?
    var port: Located<UInt16>?
    var portChoice = PortChoice.written
    var ports: [NamedPort] = []
    var socket: Located<Socket>?
    var host: Located<HostName>?
    var hosts: [Located<String>] = []
    var tls = TLSDraft()
    var run: Located<Service.RunMode>?
    var dependsOn: [ServiceDependency] = []
    var ready: Located<Readiness>?
    var within: Duration?
    var watchdog: Duration?
    var health: HealthDraft?
    var environment: [EnvironmentVariable] = []
    var environmentFiles: [EnvironmentFile] = []
    /// What those set.
    var fileEnvironment: [EnvironmentVariable] = []
    var workingDirectory: String?
    var hasTerminal: Bool?
    var stopSignal: Int32?
    var stopGracePeriod: Duration?
    var restart: Located<RestartPolicy>?
    var profiles: [String] = []
    var logs = LogsDraft()

    /// What `socket` takes.
    enum Socket: String, CaseIterable {
        case activate
    }

    init(name: Located<String>) {
        self.name = name
    }

    static let kinds = ["files", "table", "command"]

    /// The kinds that were given, in the order of the table; exactly one is right.
    ///
    /// A misspelt one counts only where it stands alone.
    var givenKinds: [String] {
        let all = Self.kinds.filter { given[$0] != nil }
        let certain = all.filter { !guessed.contains($0) }
        return certain.isEmpty ? Array(all.prefix(1)) : certain
    }

    /// The numbers of the main port and of the further ones.
    var allPorts: [Located<UInt16>] { (port.map { [$0] } ?? []) + ports.map(\.number) }

    /// The same as the file gives them, where the run has others.
    var writtenPorts: [Located<UInt16>] {
        zip(allPorts, (port == nil ? [] : [portChoice]) + ports.map(\.choice)).map { number, choice in
            guard case .moved(let written) = choice else { return number }
            return Located(written, at: number.location)
        }
    }

    /// Those that have another number in this run, each with its name.
    var movedPorts: [(name: String, from: UInt16, to: UInt16)] {
        let names = (port == nil ? [] : [NamedPort.main]) + ports.map(\.name.value)
        return zip(names, zip(writtenPorts, allPorts)).filter { $1.0.value != $1.1.value }
            .map { ($0, $1.0.value, $1.1.value) }
    }

    var isBuiltIn: Bool { givenKinds.contains { $0 != "command" } }

    /// Whether it speaks TLS on its port.
    var isSecure: Bool { given["tls"] != nil }
}
