import Linux
import Testing

@Suite struct ResidentMemoryTests {
    @Test func whatOnlyThePastNeededIsNoLongerResident() throws {
        let before = try residentFilePages()
        ResidentMemory.releaseIdle()
        #expect(try residentFilePages() < before)
    }

    /// In KiB: RssFile of proc_pid_status(5), which is this program's and its libraries'.
    private func residentFilePages() throws -> Int {
        let status = String(decoding: try WholeFile.read("/proc/self/status"), as: UTF8.self)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
        return try #require(Int(line.split(whereSeparator: { $0 == " " || $0 == "\t" })[1]))
    }
}
