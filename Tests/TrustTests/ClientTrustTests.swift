import Linux
import StackModel
import Testbed
import Testing

@testable import Trust

@Suite(.timeLimit(.minutes(1))) struct ClientTrustTests {
    private static let authority = "-----BEGIN CERTIFICATE-----\nb3Vycw==\n-----END CERTIFICATE-----\n"
    private static let replacing = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"]

    private func trust(_ fixture: Fixture, stack: String = "stack") throws -> ClientTrust {
        try fixture.write(
            "\(stack)/ca.pem", Self.authority.replacing("b3Vycw", with: stack == "stack" ? "b3Vycw" : "b3Ro"))
        try fixture.write("\(stack)/state/.keep", "")
        let system = try fixture.write("system.pem", "system roots, no line break at the end")
        return ClientTrust(
            authorityFile: fixture.path("\(stack)/ca.pem"), stateDirectory: fixture.path("\(stack)/state"),
            systemRoots: SystemRoots(places: [fixture.path("missing.pem"), system]))
    }

    private func variables(_ trust: ClientTrust, _ environment: [String: String] = [:]) throws -> [String: String] {
        let variables = try trust.variables(environment: environment.merging(["PATH": "/nowhere"]) { one, _ in one })
        return Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
    }

    @Test func withoutVariablesOfItsOwnEachClientGetsTheSystemsRoots() async throws {
        try await Fixture.with { fixture in
            let given = try variables(try trust(fixture))
            #expect(given.keys.sorted() == (Self.replacing + ["DEVSTACK_CA_FILE", "NODE_EXTRA_CA_CERTS"]).sorted())
            let bundle = try #require(given["SSL_CERT_FILE"])
            for name in Self.replacing { #expect(given[name] == bundle) }
            let text = readWhole(bundle) ?? ""
            #expect(text.contains("system roots, no line break at the end\n") && text.hasSuffix("\n" + Self.authority))
            #expect(given["NODE_EXTRA_CA_CERTS"] == fixture.path("stack/ca.pem"))
            #expect(given["DEVSTACK_CA_FILE"] == fixture.path("stack/ca.pem"))
        }
    }

    @Test func aVariableOfTheUsersIsAddedToAndAnEmptyOneIsNone() async throws {
        try await Fixture.with { fixture in
            let own = try fixture.write("own\n%0A.pem", "the user's roots\n")
            let trust = try trust(fixture)
            let environment = ["CURL_CA_BUNDLE": own, "NODE_EXTRA_CA_CERTS": own, "SSL_CERT_FILE": ""]
            let given = try variables(trust, environment)
            let text = readWhole(given["CURL_CA_BUNDLE"] ?? "") ?? ""
            #expect(text.contains("the user's roots\n") && text.hasSuffix("\n" + Self.authority))
            #expect(given["NODE_EXTRA_CA_CERTS"] == given["CURL_CA_BUNDLE"])
            #expect(given["SSL_CERT_FILE"] == (try variables(trust))["SSL_CERT_FILE"])
            #expect(given["SSL_CERT_FILE"] != given["CURL_CA_BUNDLE"])
            // Also when the path of the user's file is an odd one.
            #expect(try variables(trust, environment.merging(given) { $1 }) == given)
        }
    }

    @Test("In a shell that has the variables nothing grows, and a new authority takes the old one's place")
    func nested() async throws {
        try await Fixture.with { fixture in
            let trust = try trust(fixture)
            let first = try variables(trust)
            let file = first["SSL_CERT_FILE"] ?? ""
            let bundle = readWhole(file)
            #expect(try variables(trust, first) == first)
            #expect(readWhole(file) == bundle)
            try fixture.write("stack/ca.pem", Self.authority.replacing("b3Vycw", with: "bmV3"))
            #expect(try variables(trust, first) == first)
            #expect(readWhole(file) == bundle?.replacing("b3Vycw", with: "bmV3"))
        }
    }

    @Test func theShellsOfTwoStacksInsideEachOtherTrustBothAndStopGrowing() async throws {
        try await Fixture.with { fixture in
            let (one, other) = (try trust(fixture), try trust(fixture, stack: "other"))
            var given = try variables(one)
            var sizes: [Int] = []
            for _ in 0..<4 {
                given = try variables(other, given)
                given = try variables(one, given)
                let text = readWhole(given["SSL_CERT_FILE"] ?? "") ?? ""
                #expect(text.contains("b3Vycw==") && text.contains("b3Ro=="))
                sizes.append(text.split(separator: "BEGIN CERTIFICATE").count - 1)
            }
            #expect(sizes == [2, 2, 2, 2])
        }
    }

    @Test(
        "However often two stacks' shells alternate, each stack has two bundles, and each bundle the authorities of now"
    )
    func alternating() async throws {
        try await Fixture.with { fixture in
            let (one, other) = (try trust(fixture), try trust(fixture, stack: "other"))
            var given = try variables(one)
            for round in 0..<6 {
                given = try variables(other, given)
                try fixture.write("stack/ca.pem", Self.authority.replacing("b3Vycw==", with: "cm91bmQ\(round)"))
                given = try variables(one, given)
            }
            for folder in ["stack", "other"] {
                #expect(namesInFolder(fixture.path("\(folder)/state")).count { $0.hasSuffix(".pem") } <= 4)
            }
            let text = readWhole(given["CURL_CA_BUNDLE"] ?? "") ?? ""
            #expect(
                text.hasPrefix(
                    "# devstack: the authority of this stack, and the roots of \(fixture.path("system.pem"))\n"))
            #expect(text.contains("system roots") && text.contains("b3Ro==") && text.contains("cm91bmQ5"))
            #expect(text.ranges(of: "BEGIN CERTIFICATE").count == 2)
        }
    }

    @Test("A Java without readable roots of its own is left alone; else its options name roots and authority")
    func java() async throws {
        try await Fixture.with { fixture in
            let trust = try trust(fixture)
            try fixture.write("jdk/bin/java", "#!/bin/sh\n", mode: 0o755)
            let home = ["JAVA_HOME": fixture.path("jdk"), "JAVA_TOOL_OPTIONS": "-Xmx1g"]
            let options = "-Xmx1g -Djavax.net.ssl.trustStore=" + fixture.path("stack/state/trust.p12")
            #expect(try variables(trust, home)["JAVA_TOOL_OPTIONS"] == options)
            #expect(
                try variables(trust, home.merging(["JAVA_TOOL_OPTIONS": options]) { $1 })["JAVA_TOOL_OPTIONS"]
                    == options)
            let path = ["PATH": "/nowhere:" + fixture.path("jdk/bin")]
            #expect(try variables(trust, path)["JAVA_TOOL_OPTIONS"] == String(options.dropFirst("-Xmx1g ".count)))
            try fixture.write("jdk/lib/security/cacerts", "of a kind that nobody knows")
            #expect(try variables(trust, home)["JAVA_TOOL_OPTIONS"] == nil)
            #expect(
                trust.unreadTruststore(environment: home)?.hasSuffix("/jdk/lib/security/cacerts") == true)
            #expect(trust.unreadTruststore(environment: ["PATH": "/nowhere"]) == nil)
        }
    }

    @Test func aServicesOwnJavaOptionsKeepTheTruststore() {
        let trust = [EnvironmentVariable("JAVA_TOOL_OPTIONS", "-Xmx1g -Djavax.net.ssl.trustStore=/a/trust.p12")]
        func joined(_ own: String) -> EnvironmentVariable? {
            ClientTrust.joined(trust, [EnvironmentVariable("JAVA_TOOL_OPTIONS", own)]).last
        }
        #expect(joined("-ea")?.value == "-ea -Djavax.net.ssl.trustStore=/a/trust.p12")
        #expect(joined("-Djavax.net.ssl.trustStore=/b")?.value == "-Djavax.net.ssl.trustStore=/b")
    }
}
