import StackModel

extension Sample {
    /// A run in which `web` waits for `store`, which dies once; with names that are markup.
    static var timed: RunReport {
        func at(_ microseconds: Int) -> Duration { .microseconds(microseconds) }
        var store = ServiceReport(name: "store", state: .stopped, address: "127.0.0.1:9000")
        store.lives = [
            ServiceLife(
                startedAt: at(5_000), spawnedAt: at(6_200), stoppingAt: at(9_000), endedAt: at(9_400),
                ending: "it ended with status 1"),
            ServiceLife(
                startedAt: at(105_000), spawnedAt: at(106_000),
                listening: Sighting(notBefore: at(109_000), seenAt: at(110_100)),
                ready: Sighting(notBefore: at(109_000), seenAt: at(110_100)), stoppingAt: at(190_000),
                endedAt: at(196_000)),
        ]
        var web = ServiceReport(name: "</script><b>web", state: .stopped, address: "https://localhost:1443")
        web.needs = [ServiceNeed("store")]
        web.lives = [
            ServiceLife(
                startedAt: at(110_200), spawnedAt: at(111_000),
                listening: Sighting(notBefore: at(115_000), seenAt: at(116_000)),
                ready: Sighting(notBefore: at(121_000), seenAt: at(124_000)), stoppingAt: at(186_000),
                endedAt: at(189_000))
        ]
        var quick = ServiceReport(name: "quick", state: .stopped)
        quick.lives = [
            ServiceLife(
                startedAt: at(5_100), spawnedAt: at(6_300), ready: Sighting(seenAt: at(6_300)), stoppingAt: at(186_000),
                endedAt: at(187_000))
        ]
        var first = wrongStatus
        first.name = "a & b"
        first.startedAfter = at(130_000)
        first.exchange?.timing.lookup = at(100)
        var second = passed
        second.startedAfter = at(130_500)
        var report = report(
            services: [store, web, quick], checks: [first, second, skipped], exitStatus: .checkFailed)
        report.duration = at(200_000)
        report.stages = [
            RunStage(.reading, from: .zero, to: at(1_500)), RunStage(.certificates, from: at(1_500), to: at(4_000)),
            RunStage(.services, from: at(5_000), to: at(124_000)),
            RunStage(.checks, from: at(129_000), to: at(135_000)),
            RunStage(.stopping, from: at(186_000), to: at(197_000)),
        ]
        return report
    }
}
