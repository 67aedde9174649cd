import Reporting
import StackModel
import Testing

/// The Trace Event Format: the object form, whose slices of one track nest.
@Suite struct TimelineTraceTests {
    private struct Event {
        var phase: String
        var name: String
        var track: [Double]
        var begin: Double
        var end: Double
        var value: JSONValue

        init?(_ value: JSONValue) {
            guard let phase = value.text("ph"), let name = value.text("name"), let process = value.number("pid"),
                let thread = value.number("tid")
            else { return nil }
            self.phase = phase
            self.name = name
            self.value = value
            track = [process, thread]
            begin = value.number("ts") ?? -1
            end = begin + (value.number("dur") ?? 0)
        }
    }

    private func events(of report: RunReport) throws -> [Event] {
        let value = try JSONValue(parsing: TimelineTrace.text(report))
        guard case .array(let elements)? = value.member("traceEvents") else { return [] }
        let events = elements.compactMap(Event.init)
        #expect(events.count == elements.count, "an event without ph, name, pid or tid")
        return events
    }

    @Test func golden() throws {
        try Golden.expect(TimelineTrace.text(Sample.timed), in: "timeline.json")
    }

    @Test func eachEventHasWhatItsKindAsksFor() throws {
        for event in try events(of: Sample.timed) {
            switch event.phase {
            case "X":
                #expect(event.begin >= 0 && event.value.number("dur").map { $0 >= 0 } == true, "\(event.name)")
            case "i": #expect(event.begin >= 0 && event.value.text("s") == "t", "\(event.name)")
            case "M": #expect(["process_name", "thread_name"].contains(event.name))
            case "s", "f": #expect(event.begin >= 0 && event.value.number("id") != nil, "\(event.name)")
            default: Issue.record("no kind of event: \(event.phase)")
            }
        }
    }

    @Test func everyTrackIsNamed() throws {
        let events = try events(of: Sample.timed)
        let named = Set(events.filter { $0.name == "thread_name" }.map(\.track))
        #expect(Set(events.filter { $0.phase != "M" }.map(\.track)).subtracting(named).isEmpty)
    }

    @Test func slicesOfATrackNest() throws {
        for (_, slices) in Dictionary(grouping: try events(of: Sample.timed).filter { $0.phase == "X" }, by: \.track) {
            for (one, other) in zip(slices, slices.indices).flatMap({ slice, index in
                slices[(index + 1)...].map { (slice, $0) }
            }) {
                let isApart = one.end <= other.begin || other.end <= one.begin
                let isInside =
                    (one.begin <= other.begin && other.end <= one.end)
                    || (other.begin <= one.begin && one.end <= other.end)
                #expect(isApart || isInside, "\(one.name) and \(other.name)")
            }
        }
    }

    @Test func anArrowLeadsFromWhatWasWaitedForIntoTheStartThatWaited() throws {
        let events = try events(of: Sample.timed)
        let begin = try #require(events.first { $0.phase == "s" })
        let end = try #require(events.first { $0.phase == "f" })
        #expect(events.filter { $0.phase == "s" || $0.phase == "f" }.count == 2)
        #expect(begin.value.number("id") == end.value.number("id") && begin.name == end.name)
        #expect(begin.begin == 110_100 && end.begin == 110_200)
        // It binds to the slice around it.
        #expect(events.contains { $0.phase == "X" && $0.track == end.track && $0.begin == end.begin })
        #expect(end.value.text("bp") == "e")
    }

    @Test func aRunThatEndedBeforeAnythingIsATraceToo() throws {
        let report = Sample.report(certificates: [], services: [], checks: [], exitStatus: .badStackFile)
        #expect(try events(of: report).map(\.phase) == ["M", "M"])
    }
}

extension JSONValue {
    fileprivate func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    fileprivate func text(_ name: String) -> String? {
        if case .string(let text)? = member(name) { text } else { nil }
    }

    fileprivate func number(_ name: String) -> Double? {
        if case .number(let number)? = member(name) { number.value } else { nil }
    }
}
