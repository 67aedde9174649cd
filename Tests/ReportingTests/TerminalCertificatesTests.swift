import Reporting
import StackModel
import Testing

@Suite struct TerminalCertificatesTests {
    let plain = TerminalReporter()

    @Test func onlyWhatWasDoneIsTold() {
        var certificates = Sample.certificates
        #expect(
            plain.certificateLines(certificates, now: Sample.now)
                == ["  + localhost renewed: its names changed (89 days left, certs/localhost.pem)"])
        certificates[0].action = .made
        #expect(
            plain.certificateLines(certificates, now: Sample.now).first
                == "  + the authority made (3649 days left, certs/ca.pem)")
        certificates[0].action = .kept
        certificates[1].action = .kept
        #expect(plain.certificateLines(certificates, now: Sample.now).isEmpty)
    }

    @Test func theTableHasAllThatIsKnown() {
        #expect(
            plain.certificateTable(Sample.certificates, now: Sample.now).joined(separator: "\n") == """
                the authority  3649 days left until 2036-11-19 08:02 UTC
                  issuer    itself
                  serial    0a
                  SHA-256   AB:CD:EF
                  file      certs/ca.pem

                localhost  89 days left until 2027-02-20 08:03 UTC
                  names     localhost, 127.0.0.1, ::1, app.test
                  issuer    CN=devstack birds
                  serial    1f2e3d
                  SHA-256   01:23:45
                  file      certs/localhost.pem
                  now       renewed: its names changed
                """)
    }

    @Test func anExpiredOneIsRedAndSaysSo() {
        let reporter = TerminalReporter(style: .ansi)
        let later = Sample.now + 100 * Sample.day
        let lines = reporter.certificateTable([Sample.certificates[1]], now: later)
        #expect(lines[0].contains("\u{1B}[1;31mexpired 10 days ago\u{1B}[0m"))
        let before = reporter.certificateTable([Sample.certificates[1]], now: Sample.now - 3 * Sample.day)
        #expect(before[0].contains("\u{1B}[1;31mvalid in 2 days\u{1B}[0m"))
    }

    @Test func filesAreNamedFromTheStacksFolder() {
        var certificate = Sample.certificates[1]
        certificate.file = "/home/me/birds/certs/localhost.pem"
        func file(_ directory: String) -> String? {
            TerminalReporter(directory: directory).certificateTable([certificate], now: Sample.now)
                .first { $0.hasPrefix("  file") }
        }
        #expect(file("/home/me/birds") == "  file      certs/localhost.pem")
        #expect(file("/home/me/birds/") == "  file      certs/localhost.pem")
        #expect(file("/home/me/bird") == "  file      /home/me/birds/certs/localhost.pem")
        #expect(file("/") == "  file      /home/me/birds/certs/localhost.pem")
    }

    @Test func manyNamesFillSeveralRows() {
        var certificate = Sample.certificates[1]
        certificate.names = (0..<30).map { "host\($0).example.test" }
        let lines = plain.certificateTable([certificate], now: Sample.now)
        #expect(lines.allSatisfy { $0.count <= 100 })
        #expect(lines.contains { $0.hasSuffix("host29.example.test") })
    }
}
