import Testbed
import Testing

/// The project's own example, copied into a fixture and moved to free ports.
struct Example: Sendable {
    let stack: StackFixture
    let site: UInt16
    let birds: UInt16

    /// The repository's folder.
    static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    static func with(_ body: (Example) async throws -> Void) async throws {
        let (site, birds) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [site, birds]) { stack in
            let copied = try await stack.program("cp", "-r", "\(root)/site", "\(root)/data", ".")
            guard copied.status == 0, let text = readWhole("\(root)/devstack.yaml") else {
                throw TestbedError("the example could not be copied: \(copied.all)")
            }
            let moved = text.replacing("1443", with: "\(site)").replacing("8000", with: "\(birds)")
            try stack.stack(moved)
            try await body(Example(stack: stack, site: site, birds: birds))
        }
    }

    /// Runs `body` while `devstack up` is up, then ends it by Ctrl-C and gives its outcome.
    @discardableResult
    func whileUp(_ body: (RunningProgram) async throws -> Void) async throws -> RunningProgram.Outcome {
        let up = try stack.start("up")
        await up.waitFor("passed")
        try await body(up)
        up.signal(2)
        return await up.ended()
    }
}
