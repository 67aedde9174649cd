import StackModel
import Testbed
import Testing

/// The stack of docs/defects.md, moved to free ports.
struct DefectStack: Sendable {
    let stack: StackFixture
    let ports: [CertificateDefect: UInt16]
    /// Of the service without a defect.
    let good: UInt16

    /// As a client's program takes them: `expired=10443`.
    var pairs: [String] {
        CertificateDefect.allCases.compactMap { defect in ports[defect].map { "\(defect.rawValue)=\($0)" } }
    }

    /// - Parameter change: made to the stack file.
    static func with(
        _ change: (String) -> String = { $0 }, _ body: (DefectStack) async throws -> Void
    ) async throws {
        var text = try DefectPage().example
        var ports: [CertificateDefect: UInt16] = [:]
        var good: UInt16 = 0
        for line in text.split(separator: "\n") {
            guard let match = line.firstMatch(of: #/port: (\d+), tls: (?:\{.*defect: (\w+)\})?/#) else { continue }
            let port = FreePort.take()
            if let defect = match.2.flatMap({ CertificateDefect(rawValue: String($0)) }) {
                ports[defect] = port
            } else {
                good = port
            }
            text = text.replacing("port: \(match.1),", with: "port: \(port),")
                .replacing("localhost:\(match.1)/", with: "localhost:\(port)/")
        }
        #expect(Set(ports.keys) == Set(CertificateDefect.allCases))
        try await StackFixture.with(ports: Array(ports.values) + [good]) { stack in
            try stack.fixture.write("site/index.html", ClientTests.motto + "\n")
            try stack.stack(change(text))
            try await body(DefectStack(stack: stack, ports: ports, good: good))
        }
    }

    /// Runs `body` while the stack is up, then ends it by Ctrl-C.
    @discardableResult
    func whileUp(_ body: () async throws -> Void) async throws -> RunningProgram.Outcome {
        let up = try stack.start("up")
        await up.waitFor("Ctrl-C stops the stack")
        try await body()
        up.signal(2)
        return await up.ended()
    }
}
