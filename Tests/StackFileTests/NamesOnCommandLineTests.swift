import Diagnostics
import Testing

@testable import StackFile

/// `devstack certs issue` takes the names that a stack file takes, and no others.
struct NamesOnCommandLineTests {
    @Test func rightNamesComeInTheirOneSpelling() {
        let judged = NamesOnCommandLine(
            names: ["App.test", "*.app.test", "::1", "dev@App.test", "spiffe://app.test/api", "bücher.test"],
            permit: ["Corp.example", "10.0.0.0/8", "10.1.2.3"])
        #expect(judged.mistakes.isEmpty)
        #expect(
            judged.names
                == ["app.test", "*.app.test", "::1", "dev@app.test", "spiffe://app.test/api", "xn--bcher-kva.test"])
        #expect(judged.permit == ["corp.example", "10.0.0.0/8", "10.1.2.3"])
    }

    @Test(arguments: [
        ("*.test", MistakeCode.badWildcard), ("a*.app.test", .badWildcard), ("https://app.test", .badHostName),
        ("app.test:443", .badHostName), ("app..test", .badHostName), ("my_host.test", .badHostName),
        ("1.2.3", .badHostName), ("", .badHostName), ("[::1]", .badHostName),
    ])
    func aWrongNameIsTheMistakeThatItIsInAStackFile(name: String, code: MistakeCode) throws {
        let judged = NamesOnCommandLine(names: ["localhost", name])
        #expect(judged.mistakes.map(\.code) == [code.rawValue])
        #expect(judged.names == ["localhost"])
        let text = "certificates:\n  one: [localhost, '\(name)']\nservices:\n  one: {command: x}\n"
        var collector = DiagnosticCollector()
        _ = StackFileReader(environment: [:]).read(
            bytes: Array(text.utf8), path: "devstack.yaml", directory: "/x", collector: &collector)
        #expect(
            collector.diagnostics.first { $0.code == code.rawValue }?.message == judged.mistakes.first?.message)
    }

    @Test func permittedNamesAreJudgedToo() {
        let judged = NamesOnCommandLine(names: [], permit: ["*.corp.example", "com", "corp", "x y"])
        #expect(
            judged.mistakes.map(\.code)
                == [MistakeCode.badWildcard, .widePermit, .badHostName].map(\.rawValue))
        #expect(judged.mistakes.map(\.severity) == [.error, .warning, .error])
        #expect(judged.permit == ["com", "corp"])
    }
}
