import Checking
internal import Diagnostics
import NIOPosix
internal import StackModel

/// What is known around a chain that is judged or explained: the stack here, if there is one, and whom to trust.
struct ChainSurroundings {
    let stack: Stack?
    /// The stack's authority; `nil` without one, or as long as there is none on disk.
    let authorityPEM: [UInt8]?
    let sources: [String: SourceText]

    /// - Parameter isNeeded: whether it is a mistake that there is no stack file, or none that can be read; it is one as
    ///   well if a file was named.
    init(files: [String], isNeeded: Bool, collector: inout DiagnosticCollector) {
        var found = DiagnosticCollector()
        var sources: [String: SourceText] = [:]
        stack = StackLoader(files: files).load(collector: &found, sources: &sources)?.stack
        if isNeeded || !files.isEmpty { found.diagnostics.forEach { collector.report($0) } }
        self.sources = sources
        authorityPEM = stack.flatMap { try? $0.certificateStore.authorityPEM() }
    }

    var certificates: StackCertificates? {
        authorityPEM.flatMap { pem in stack.map { $0.knownCertificates(authorityPEM: pem) } }
    }

    /// Whether the name is the stack's own, so that a client is to trust the stack's authority.
    func isLocal(_ host: String) -> Bool {
        let own = ["localhost", "test"] + (stack?.authority.permit.map(\.value) ?? [])
        let isBelow = own.contains { host == $0 || host.hasSuffix(".\($0)") }
        return isBelow || host == "::1" || host.hasPrefix("127.")
            || stack?.certificates.contains { $0.names.contains { $0.value == host } } ?? false
    }

    /// Shakes hands with a port.
    ///
    /// - Parameter judgingTime: when its chain is judged, if not now.
    func visit(
        host: String, port: UInt16, name: String, trust: RequestSpecification.Trust, judgingTime: JudgingTime? = nil
    ) async -> ExchangeRecord {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let checks = CheckRunner(
            environment: CheckEnvironment(
                authorityPEM: authorityPEM, certificates: certificates,
                localNames: Set(stack?.certificates.flatMap { $0.names.map(\.value) } ?? []),
                commandRunner: CheckEnvironment.runNothing, judgingTime: judgingTime), group: group)
        let visit = await checks.visit(host: host, port: port, name: name, trust: trust, timeout: .seconds(10))
        await checks.shutdown()
        try? await group.shutdownGracefully()
        return visit
    }
}
