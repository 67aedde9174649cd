import StackModel
import Testing

@Suite struct ServiceLifeTests {
    @Test func ofManyRunsTheFirstAndTheLatestAreKept() {
        var report = ServiceReport(name: "api", state: .restarting)
        for turn in 0..<1_000 { report.beginLife(at: .seconds(turn)) }
        #expect(report.lives.count == ServiceReport.livesKept)
        #expect(report.livesLeftOut == 1_000 - ServiceReport.livesKept)
        #expect(report.lives.first?.startedAt == .zero)
        #expect(report.lives.dropFirst().map(\.startedAt) == (937..<1_000).map { .seconds($0) })
    }

    @Test func howItEndedIsMasked() {
        var report = ServiceReport(name: "api", state: .failed)
        report.lives = [ServiceLife(startedAt: .zero, ending: "said hunter22 and ended")]
        #expect(report.masked(by: SecretMask(["hunter22"])).lives.first?.ending == "said *** and ended")
    }
}
