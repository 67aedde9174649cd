import Glibc
import StackModel
import Testbed
import Testing

@testable import Chains

/// What the rules say of each specimen is what the clients do that are installed: real handshakes with a real server.
@Suite(.timeLimit(.minutes(1))) struct ClientAgreementTests {
    static let tools = "/usr/local/bin:/usr/bin:/bin".split(separator: ":")
    static func isInstalled(_ names: String...) -> Bool {
        names.allSatisfy { name in tools.contains { access("\($0)/\(name)", X_OK) == 0 } }
    }

    @Test(
        "OpenSSL and Python's strict flags", .enabled(if: isInstalled("python3"), "Python is not installed"))
    func python() async throws {
        try await expectAgreement(of: [.openssl, .strict]) { fixture, arguments in
            try fixture.write("client.py", ClientProgram.python)
            return try RunningProgram(["python3", "client.py"] + arguments, in: fixture)
        }
    }

    @Test("Java", .enabled(if: isInstalled("python3", "java"), "Python or Java is not installed"))
    func java() async throws {
        try await expectAgreement(of: [.java]) { fixture, arguments in
            try fixture.write("Client.java", TLSClientProgram.java)
            return try RunningProgram(
                ["java", "-XX:TieredStopAtLevel=1", fixture.path("Client.java")] + arguments, in: fixture)
        }
    }

    @Test("Go", .enabled(if: isInstalled("python3", "go"), "Python or Go is not installed"))
    func go() async throws {
        try await expectAgreement(of: [.go]) { fixture, arguments in
            try fixture.write("client.go", TLSClientProgram.go)
            return try RunningProgram(["go", "run", "client.go"] + arguments, in: fixture)
        }
    }

    @Test(
        "Chromium",
        .enabled(if: isInstalled("python3", "chromium", "certutil"), "Chromium or certutil is not installed"))
    func chromium() async throws {
        try await expectAgreement(of: [.chrome]) { fixture, arguments in
            try fixture.write("browse.sh", ClientProgram.chromium)
            return try RunningProgram(["sh", "browse.sh"] + arguments, in: fixture)
        }
    }

    @Test(
        "Firefox",
        .enabled(if: isInstalled("python3", "firefox-esr", "certutil"), "Firefox or certutil is not installed"))
    func firefox() async throws {
        try await expectAgreement(of: [.firefox]) { fixture, arguments in
            try fixture.write("browse.sh", ClientProgram.firefox)
            return try RunningProgram(["sh", "browse.sh"] + arguments, in: fixture)
        }
    }

    /// Serves every specimen, each on its port, and has the client ask for all of them.
    ///
    /// - Parameter start: starts the client, whose arguments are a name, a host, a port and a file with what to trust for
    ///   each specimen; the first is good.
    private func expectAgreement(
        of profiles: [ChainProfile], _ start: (Fixture, [String]) throws -> RunningProgram
    ) async throws {
        try await Fixture.with { fixture in
            var specimens = try Specimen.ofSomeProfiles() + Specimen.ofOneProfile() + Specimen.ofEverybody()
            // Of a chain of version 1.23 Go is asked where it is installed; the address as a name is nobody's matter.
            specimens.removeAll { $0.refusing.isEmpty && $0.name != "good" }
            for (index, specimen) in specimens.enumerated() {
                try fixture.write("\(index).pem", String(decoding: specimen.pem, as: UTF8.self))
                try fixture.write("\(index).key", String(decoding: specimen.chain[0].keyPEM, as: UTF8.self))
                try fixture.write("\(index)-ca.pem", String(decoding: specimen.trusted.pem, as: UTF8.self))
            }
            try fixture.write("server.py", ClientProgram.server)
            let server = try RunningProgram(["python3", "server.py", "\(specimens.count)"], in: fixture)
            await server.waitFor("ready\n")
            let ports =
                server.written.split(separator: "\n").first.map { $0.split(separator: " ").map(String.init) } ?? []
            try #require(ports.count == specimens.count, "\(server.written)")

            let arguments = specimens.indices.flatMap { ["\($0)", specimens[$0].host, ports[$0], "\($0)-ca.pem"] }
            let client = try await start(fixture, arguments).ended()
            server.signal(SIGTERM)
            let served = await server.ended().stdout
            for profile in profiles {
                let said = (client.stdout + served).split(separator: "\n")
                let accepted = Set(
                    said.filter { $0.hasPrefix("\(profile.rawValue) ") }.compactMap {
                        $0.split(separator: " ").last.flatMap { Int($0) }
                    })
                for (index, specimen) in specimens.enumerated() {
                    #expect(
                        accepted.contains(index) != specimen.refusing.contains(profile),
                        "\(profile): \(specimen.name): \(client.all.suffix(2_000))")
                }
            }
        }
    }
}
