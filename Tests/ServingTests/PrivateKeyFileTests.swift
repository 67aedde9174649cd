import StackModel
import Testing

@testable import Serving

/// Keys that lie in a served folder.
@Suite(.timeLimit(.minutes(1))) struct PrivateKeyFileTests {
    @Test func privateKeysAreNotServedFromAnyRoot() async throws {
        let folder = try SiteFolder()
        // Put together, so that no tool takes this file for a key.
        let key = "PRIVATE" + " KEY"
        try folder.write("site.key", "-----BEGIN \(key)-----\nMIG=\n-----END \(key)-----\n")
        try folder.write(
            "both.pem", "-----BEGIN CERTIFICATE-----\nMIG=\n-----END CERTIFICATE-----\n-----BEGIN EC \(key)-----\n"
        )
        try folder.write("site.P12", "0\u{82}")
        try folder.write("site.pem", "-----BEGIN CERTIFICATE-----\nMIG=\n-----END CERTIFICATE-----\n")
        try folder.write("talk.key", "a presentation")
        try await withSite(folder) { server in
            let client = try server.client()
            for name in ["site.key", "both.pem", "site.P12"] { #expect(try client.get("/\(name)").status == 404) }
            for name in ["site.pem", "talk.key"] { #expect(try client.get("/\(name)").status == 200) }
        }
    }
}
