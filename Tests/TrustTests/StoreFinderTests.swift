import StackModel
import Testbed
import Testing

@testable import Trust

/// What is found on machines of several kinds.
@Suite struct StoreFinderTests {
    private static let anchor = TrustAnchor(
        der: [], pem: [], subject: "CN=x", fingerprint: "AB:CD:EF:01:23:45:67:89", permitted: ["localhost"])

    private func finder(_ fixture: Fixture, programs: [String]) throws -> StoreFinder {
        for program in programs { try fixture.write("bin/\(program)", "#!/bin/sh\n", mode: 0o755) }
        return StoreFinder(
            anchor: Self.anchor, certificateFile: "/ca.pem",
            environment: ["PATH": fixture.path("bin"), "HOME": fixture.path("home")], root: fixture.path("root"))
    }

    @Test(
        "Each distribution's folder and command",
        arguments: [
            ("etc/pki/ca-trust/source/anchors", "update-ca-trust", ".pem", "update-ca-trust extract"),
            ("etc/pki/trust/anchors", "update-ca-certificates", ".pem", "update-ca-certificates"),
            ("etc/ca-certificates/trust-source/anchors", "trust", ".crt", "trust extract-compat"),
            ("usr/local/share/ca-certificates", "update-ca-certificates", ".crt", "update-ca-certificates"),
        ])
    func distributions(folder: String, program: String, ending: String, update: String) async throws {
        try await Fixture.with { fixture in
            let finder = try finder(fixture, programs: [])
            try fixture.write("root/\(folder)/README", "")
            // The test's machine may have the program itself, in one of the folders that are always looked at.
            try fixture.write("bin/\(program)", "#!/bin/sh\n", mode: 0o755)
            let store = try #require(finder.systemStore())
            let file = fixture.path("root/\(folder)/devstack-abcdef012345\(ending)")
            #expect(
                store.additions.map(\.arguments) == [
                    ["install", "-m", "644", "-T", "/ca.pem", file], update.split(separator: " ").map(String.init),
                ])
            #expect(store.removals.first?.arguments == ["rm", "-f", file])
        }
    }

    @Test func noKnownDistribution() async throws {
        try await Fixture.with { fixture in
            let finder = try finder(fixture, programs: [])
            #expect(finder.systemStore() == nil)
        }
    }

    @Test("Databases of Chromium and Firefox, of Snap and Flatpak, and no folder that is none")
    func databases() async throws {
        try await Fixture.with { fixture in
            let finder = try finder(fixture, programs: ["certutil"])
            let folders = [
                ".pki/nssdb", ".local/share/pki/nssdb", "snap/chromium/current/.pki/nssdb",
                ".mozilla/firefox/a.default-release", "snap/firefox/common/.mozilla/firefox/b.default",
                ".var/app/org.mozilla.firefox/.mozilla/firefox/c.default",
            ]
            for folder in folders { try fixture.write("home/\(folder)/cert9.db", "") }
            try fixture.write("home/.mozilla/firefox/Crash Reports/x", "")
            let (stores, obstacles) = finder.find([.nss])
            #expect(Set(stores.map(\.place)) == Set(folders.map { fixture.path("home/\($0)") }))
            #expect(obstacles == [] && stores.allSatisfy { $0.additions.allSatisfy { !$0.needsRoot } })
        }
    }

    @Test func whereABrowserHasNotMadeItsDatabaseItIsMade() async throws {
        try await Fixture.with { fixture in
            let store = try #require(try finder(fixture, programs: ["certutil", "chromium"]).find([.nss]).stores.first)
            #expect(store.place == fixture.path("home/.pki/nssdb"))
            #expect(store.additions.map { $0.arguments[0] } == ["mkdir", "certutil", "certutil"])
            #expect(
                Array(store.watched.prefix(3))
                    == [".pki/nssdb", ".pki", ""].map { fixture.path($0.isEmpty ? "home" : "home/\($0)") })
        }
    }

    @Test("Truststores that are one file stand once")
    func java() async throws {
        try await Fixture.with { fixture in
            let finder = try finder(fixture, programs: [])
            for version in ["8/jre", "17", "21"] {
                try fixture.write("root/usr/lib/jvm/\(version)/bin/keytool", "#!/bin/sh\n", mode: 0o755)
            }
            try fixture.write("root/usr/lib/jvm/8/jre/lib/security/cacerts", "")
            try fixture.write("root/usr/lib/jvm/17/lib/security/cacerts", "")
            try fixture.write("root/usr/lib/jvm/21/lib/security/README", "")
            _ = try await RunningProgram(
                ["ln", "-s", "../../../17/lib/security/cacerts", "root/usr/lib/jvm/21/lib/security/cacerts"],
                in: fixture
            ).ended()
            let stores = finder.find([.java]).stores.filter { $0.place.hasPrefix(fixture.folder) }
            #expect(
                stores.map(\.place)
                    == ["17/lib", "8/jre/lib"].map { fixture.path("root/usr/lib/jvm/\($0)/security/cacerts") })
        }
    }
}
