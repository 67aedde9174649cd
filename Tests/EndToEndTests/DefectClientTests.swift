import StackModel
import Testbed
import Testing

/// docs/defects.md, held against the clients that it speaks of: which defects each of them refuses, and in what words.
@Suite(.timeLimit(.minutes(2)))
struct DefectClientTests {
    @Test(
        "OpenSSL", .enabled(if: Judges.areToRun("openssl"), "openssl is not installed"),
        arguments: [("openssl", ""), ("strict", "-x509_strict")])
    func openssl(column: String, flags: String) async throws {
        try await expect(column, words: "OpenSSL", begins: "Verification error: ") { defects in
            try defects.stack.fixture.write("client.sh", DefectClientProgram.openssl(flags))
            return ["sh", "client.sh"] + defects.pairs
        }
    }

    @Test("curl", .enabled(if: Judges.areToRun("curl"), "curl is not installed"))
    func curl() async throws {
        try await expect(
            "curl", words: "OpenSSL", begins: "curl: (60) SSL", but: Self.curlOnWrongHost
        ) { defects in
            try defects.stack.fixture.write("client.sh", DefectClientProgram.curl)
            return ["sh", "client.sh"] + defects.pairs
        }
    }

    @Test(
        "Python 3.11 and its neighbours",
        .enabled(if: Judges.areRequired || Judges.python(7...12) != nil, "no Python before 3.13 is installed"))
    func python() async throws {
        let program = try #require(Judges.python(7...12))
        try await expect(
            "Python 3.11", words: "OpenSSL", begins: Self.pythonBeginning, but: Self.pythonOnWrongHost
        ) { defects in
            try defects.stack.fixture.write("client.py", DefectClientProgram.python)
            return [program, "client.py", "default"] + defects.pairs
        }
    }

    @Test(
        "Python 3.13, or one before with the flags of 3.13",
        .enabled(if: Judges.areRequired || Judges.python(7...19) != nil, "Python is not installed"))
    func strictPython() async throws {
        let own = Judges.python(13...19)
        if own == nil { print("there is no Python 3.13: its flags are set in an older one") }
        let program = try #require(own ?? Judges.python(7...12))
        try await expect(
            "Python 3.13", words: "OpenSSL", begins: Self.pythonBeginning, but: Self.pythonOnWrongHost
        ) { defects in
            try defects.stack.fixture.write("client.py", DefectClientProgram.python)
            return [program, "client.py", own == nil ? "strict" : "default"] + defects.pairs
        }
    }

    @Test("Java", .enabled(if: Judges.areToRun("java", "javac"), "there is no JDK"))
    func java() async throws {
        try await expect("Java 17", words: "Java", named: "java") { defects in
            try defects.stack.fixture.write("Client.java", TLSClientProgram.java)
            return ["java", "-XX:TieredStopAtLevel=1", "Client.java"] + defects.quadruples
        }
    }

    @Test("Go", .enabled(if: Judges.areToRun("go"), "Go is not installed"))
    func go() async throws {
        try await expect("Go 1.19", words: "Go", named: "go") { defects in
            try defects.stack.fixture.write("client.go", TLSClientProgram.go)
            return ["go", "run", "client.go"] + defects.quadruples
        }
    }

    @Test(
        "Chromium",
        .enabled(
            if: Judges.areToRun("chromium", "certutil", "python3"), "Chromium, certutil or Python is not installed"))
    func chromium() async throws {
        try await expect("Chromium", words: "Chromium") { defects in
            try defects.stack.fixture.write("client.sh", DefectClientProgram.chromium)
            return ["sh", "client.sh", "\(defects.good)"] + defects.pairs
        }
    }

    private static let curlOnWrongHost = "no alternative certificate subject name matches target host name"
    private static let pythonOnWrongHost = "Hostname mismatch, certificate is not valid for"
    private static let pythonBeginning = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "

    /// Has the client ask for every defect while the page's stack is up.
    ///
    /// - Parameters:
    ///   - column: of the first table.
    ///   - words: the column of the second one.
    ///   - beginning: what stands before each of them.
    ///   - wrongHost: what it says of a wrong host instead, which the page has too.
    ///   - name: before what it accepts, where it writes as `TLSClientProgram` does.
    ///   - arguments: of the client, whose files they write.
    private func expect(
        _ column: String, words: String, begins beginning: String = "", but wrongHost: String? = nil,
        named name: String? = nil, _ arguments: (DefectStack) throws -> [String]
    ) async throws {
        let page = try DefectPage()
        try #require(page.clients.contains(column))
        if let wrongHost { #expect(page.text.replacing("\n", with: " ").contains(wrongHost)) }
        try await DefectStack.with { defects in
            let arguments = try arguments(defects)
            try await defects.whileUp {
                let outcome = try await RunningProgram(arguments, in: defects.stack.fixture).ended()
                let answers = Self.answers(outcome, named: name)
                for row in page.rows {
                    let answer = answers[row.defect.rawValue]
                    guard row.refuses[column] == true else {
                        #expect(answer == "accepted", "\(column), \(row.defect): \(outcome.all)")
                        continue
                    }
                    let expected = (row.defect == .wrongHost ? wrongHost : nil) ?? row.words[words] ?? ""
                    #expect(!expected.isEmpty, "no words for \(row.defect)")
                    #expect(
                        answer?.hasPrefix(beginning) == true && answer?.contains(expected) == true,
                        "\(column), \(row.defect): \(outcome.all)")
                }
            }
        }
    }

    /// What a client says of each defect.
    private static func answers(_ outcome: RunningProgram.Outcome, named name: String?) -> [String: String] {
        var answers: [String: String] = [:]
        func take(_ text: String, _ read: (Substring, Substring) -> (Substring, Substring)) {
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2 else { continue }
                let (defect, answer) = read(parts[0], parts[1])
                answers[String(defect)] = String(answer)
            }
        }
        guard let name else {
            take(outcome.stdout) { ($0, $1) }
            return answers
        }
        take(outcome.stderr) { ($0, $1) }
        take(outcome.stdout) { $0 == name ? ($1, "accepted") : ($0, $1) }
        return answers
    }
}

extension DefectStack {
    /// As `TLSClientProgram` takes them.
    fileprivate var quadruples: [String] {
        ports.flatMap { [$0.rawValue, "localhost", "\($1)", "certs/ca.pem"] }
    }
}
