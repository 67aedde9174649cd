import Glibc
import Linux
import NIOCore
import NIOPosix
import StackModel
import Testbed
import Testing

@testable import Serving

@Suite(.timeLimit(.minutes(1)), .ownThreads) struct TableServingTests {
    private let folder: SiteFolder

    init() throws {
        folder = try SiteFolder()
        let lines = [
            "loc_id,year,species_id,num,rare,note", "L1,2021,rebnut,3.0,true,",
            #"L2,2021,bkcchi,,false,"says ""hi""""#, "L1,2022,rebnut,1.5,FALSE,tab\there", "L3,2021,rebnut,NaN,,ü 漢",
        ]
        try folder.write("birds.csv", lines.joined(separator: "\n"))
    }

    private func source(_ name: String = "birds.csv") -> TableSource {
        TableSource(
            path: folder.at(name),
            filters: [
                .init(parameter: "year", column: "year"), .init(parameter: "species", column: "species_id"),
                .init(parameter: "num", column: "num"), .init(parameter: "rare", column: "rare"),
                .init(parameter: "note", column: "note"),
            ],
            fill: [.init(column: "num", value: .number(JSONNumber(0)))])
    }

    private static let rows = [
        #"{"loc_id":"L1","year":2021,"species_id":"rebnut","num":3.0,"rare":true,"note":null}"#,
        #"{"loc_id":"L2","year":2021,"species_id":"bkcchi","num":0,"rare":false,"note":"says \"hi\""}"#,
        #"{"loc_id":"L1","year":2022,"species_id":"rebnut","num":1.5,"rare":false,"note":"tab\there"}"#,
        #"{"loc_id":"L3","year":2021,"species_id":"rebnut","num":0,"rare":null,"note":"ü 漢"}"#,
    ]

    private func array(_ rows: [Int]) -> String { "[" + rows.map { Self.rows[$0] }.joined(separator: ",") + "]" }

    @Test func everyRowIsAnObjectInTheOrderOfTheFile() async throws {
        // An hour ahead: a file that is just written is read anew, with a new tag.
        try await withServer(.table(source()), clock: { WallClock.nanoseconds() + 3_600_000_000_000 }) { server in
            let client = try server.client()
            let reply = try client.get("/")
            #expect(reply.status == 200 && reply.text == array([0, 1, 2, 3]))
            #expect(reply["content-type"] == "application/json" && reply["x-content-type-options"] == "nosniff")
            #expect(try client.get("/?").text == reply.text)
            let head = try client.head("/")
            #expect(head["content-length"] == "\(reply.body.count)")
            let tag = try #require(reply["etag"])
            #expect(try client.get("/?year=2021", "If-None-Match: \(tag)").status == 304)
            #expect(try client.get("/", "If-None-Match: \"x\"").status == 200)
        }
    }

    @Test(arguments: [
        ("year=2021", [0, 1, 3]), ("species=rebnut", [0, 2, 3]), ("year=2021&species=rebnut", [0, 3]),
        ("species=rebnut&year=2022", [2]), ("year=1999", []), ("species=none", []), ("year=2022&species=bkcchi", []),
        ("num=3", [0]), ("num=3.0", [0]), ("num=0", [1, 3]), ("num=1.50", [2]), ("num=15e-1", [2]), ("rare=true", [0]),
        ("rare=False", [1, 2]), ("note=", [0]), ("note=%C3%BC+%e6%bc%a2", [3]), ("note=says%20%22hi%22", [1]),
        ("note=tab%09here", [2]), ("&year=2021&&species=bkcchi&", [1]),
        ("year=2021&rare=true&num=3&species=rebnut", [0]),
    ])
    func filtersNarrowTogether(_ query: String, _ rows: [Int]) async throws {
        try await withServer(.table(source())) { server in
            let reply = try server.get("/?\(query)")
            #expect(reply.status == 200 && reply.text == array(rows))
        }
    }

    @Test(arguments: [
        ("year=abc", #"{"error":{"parameter":"year","value":"abc","message":"year must be an integer, but is abc"}}"#),
        ("year=", #"{"error":{"parameter":"year","value":"","message":"year must be an integer, but is empty"}}"#),
        (
            "year=2021.5",
            #"{"error":{"parameter":"year","value":"2021.5","message":"year must be an integer, but is 2021.5"}}"#
        ),
        (
            "year=02021",
            #"{"error":{"parameter":"year","value":"02021","message":"year must be an integer, but is 02021"}}"#
        ),
        ("num=NaN", #"{"error":{"parameter":"num","value":"NaN","message":"num must be a number, but is NaN"}}"#),
        ("num=1e999", #"{"error":{"parameter":"num","value":"1e999","message":"num must be a number, but is 1e999"}}"#),
        (
            "rare=yes",
            #"{"error":{"parameter":"rare","value":"yes","message":"rare must be true or false, but is yes"}}"#
        ),
        (
            "species=rebnut&year=%22",
            #"{"error":{"parameter":"year","value":"\"","message":"year must be an integer, but is \""}}"#
        ),
    ])
    func valuesOfTheWrongTypeAreRefused(_ query: String, _ body: String) async throws {
        try await withServer(.table(source())) { server in
            let reply = try server.get("/?\(query)")
            #expect(reply.status == 422 && reply.text == body && reply["content-type"] == "application/json")
        }
    }

    @Test func badQueriesListWhatIsKnown() async throws {
        try await withServer(.table(source())) { server in
            let client = try server.client()
            let known = #""known":["year","species","num","rare","note"]"#
            #expect(
                try client.get("/?colour=red").text
                    == #"{"error":{"parameter":"colour","message":"There is no parameter colour",\#(known)}}"#)
            for query in ["colour=red", "year=2021&year=2022", "species_id=rebnut", "year=%", "year=%ff", "=2021"] {
                let reply = try client.get("/?\(query)")
                #expect(reply.status == 400 && reply.text.contains(known), "\(query)")
            }
            let elsewhere = try client.get("/birds?year=2021")
            #expect(elsewhere.status == 404 && elsewhere.text.hasPrefix(#"{"error":{"message":"#))
            try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
            let post = try client.reply()
            #expect(post.status == 405 && post["allow"] == "GET, HEAD" && post["content-type"] == "application/json")
        }
    }

    @Test func withoutFiltersEachColumnIsOne() async throws {
        try await withServer(.table(TableSource(path: folder.at("birds.csv")))) { server in
            let client = try server.client()
            #expect(try client.get("/?loc_id=L3&year=2021").text.hasPrefix(#"[{"loc_id":"L3","year":2021"#))
            // Without a fill an empty number is null, and found by nothing.
            #expect(try client.get("/?loc_id=L2").text.contains(#""num":null"#))
            #expect(try client.get("/?num=0").text == "[]")
        }
    }

    @Test func aTableWithoutRowsIsAnEmptyArray() async throws {
        try folder.write("none.csv", "a,b\n")
        try await withServer(.table(TableSource(path: folder.at("none.csv")))) { server in
            let client = try server.client()
            #expect(try client.get("/").text == "[]")
            #expect(try client.get("/?a=1").text == "[]")
        }
    }

    @Test func aChangedFileIsReadAnew() async throws {
        try folder.write("t.csv", "a\n1\n")
        try await withServer(.table(TableSource(path: folder.at("t.csv")))) { server in
            let client = try server.client()
            let first = try client.get("/")
            #expect(first.text == #"[{"a":1}]"#)
            for round in 2..<9 {
                try folder.write("t.csv", "a\n\(round)\n")
                #expect(try client.get("/").text == #"[{"a":\#(round)}]"#)
            }
            // Wrong silently would be worse than wrong.
            try folder.write("t.csv", "a,b\n1,2\n3\n")
            let broken = try client.get("/")
            #expect(broken.status == 500)
            #expect(broken.text == #"{"error":{"line":3,"message":"This row has 1 cell, but the header has 2"}}"#)
            #expect(
                server.log.all.last?.remark?.hasSuffix("t.csv:3: This row has 1 cell, but the header has 2") == true)
            #expect(try client.get("/").status == 500)
            unlink(folder.at("t.csv"))
            #expect(try client.get("/").status == 500)
            try folder.write("t.csv", "a\nx\n")
            #expect(try client.get("/").text == #"[{"a":"x"}]"#)
        }
    }

    @Test func aLargeFileIsReadWhileOtherConnectionsGoOn() async throws {
        let rows = String(repeating: "1,some text to make the file large\n", count: 20_000)
        try folder.write("t.csv", "a,b\n" + rows)
        let gate = Gate()
        // The clock is read just before the file is: off the event loops it waits.
        let clock: @Sendable () -> Int = {
            if MultiThreadedEventLoopGroup.currentEventLoop == nil { gate.pass() }
            return WallClock.nanoseconds()
        }
        try await withServer(.table(TableSource(path: folder.at("t.csv"))), clock: clock) { server in
            let waiting = try (0..<3).map { _ in try server.client() }
            #expect(try waiting[0].get("/?a=2").text == "[]")
            gate.close()
            try folder.write("t.csv", "a,b\n2,new\n" + rows)
            for client in waiting { try client.send("GET /?a=2 HTTP/1.1\r\nHost: localhost\r\n\r\n") }
            // On each of the loops.
            for _ in 0..<2 * System.coreCount {
                let other = try server.client()
                try other.send("nonsense\r\n\r\n")
                #expect(try other.reply().status == 501)
            }
            #expect(server.log.all.allSatisfy { $0.status == 501 || $0.bytes == 2 })
            gate.open()
            for client in waiting { #expect(try client.reply().text == #"[{"a":2,"b":"new"}]"#) }
        }
    }

    @Test func aFileThatMayChangeUnseenIsReadOnEachRequest() async throws {
        try folder.write("t.csv", "a\n1\n")
        let changed = FileIdentity(try OpenFile(path: folder.at("t.csv")).status).changed
        for (age, isSame) in [(10_000_000, false), (50_000_000, true)] {
            let clock = SteppingClock(start: changed + age)
            try await withServer(.table(TableSource(path: folder.at("t.csv"))), clock: { clock.now() }) { server in
                let client = try server.client()
                let tags = try (0..<2).map { _ in try client.get("/")["etag"] }
                #expect((tags[0] == tags[1]) == isSame, "\(age)")
            }
        }
    }

    @Test func startSaysWhatIsWrong() async throws {
        var wrong = source()
        wrong.filters[1].column = "species"
        let unknown = await failure(wrong)
        #expect(unknown?.kind == .content)
        #expect(
            unknown?.message.contains("no column species; the columns are loc_id, year, species_id, num, rare, note")
                == true)
        #expect(await failure(source("missing.csv"))?.message.contains("missing.csv: No such file") == true)
        try folder.write("ragged.csv", "a,b\n1,2\n1\n")
        #expect(
            await failure(TableSource(path: folder.at("ragged.csv")))?.message.contains("ragged.csv:3: This row has")
                == true)
        #expect(await failure(TableSource(path: folder.path)) != nil)
    }

    private func failure(_ source: TableSource) async -> ServerStartError? {
        do {
            try await withServer(.table(source)) { _ in }
            return nil
        } catch {
            return error as? ServerStartError
        }
    }

    @Test func largeTablesArriveWhole() async throws {
        var random = SeededGenerator(seed: 7)
        var text = "id,kind,value\n"
        var expected: [String] = []
        for id in 0..<30_000 {
            let kind = ["a", "b", "c"].randomElement(using: &random) ?? "a"
            let value = Int.random(in: 0..<50, using: &random)
            text += "\(id),\(kind),\(value).25\n"
            if kind == "b", value == 7 { expected.append(#"{"id":\#(id),"kind":"b","value":7.25}"#) }
        }
        try folder.write("large.csv", text)
        try await withServer(.table(TableSource(path: folder.at("large.csv")))) { server in
            let client = try server.client()
            #expect(try client.get("/?kind=b&value=7.25").text == "[\(expected.joined(separator: ","))]")
            let all = try client.get("/")
            #expect(all.body.count > 1_000_000 && all.text.hasSuffix("}]"))
            #expect(all.text.split(separator: "{").count == 30_001)
        }
    }
}
