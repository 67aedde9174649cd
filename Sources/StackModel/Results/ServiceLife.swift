/// One run of a service, from its start until nothing of it is left. Times count from the start of the stack's run.
package struct ServiceLife: Sendable, Equatable {
    /// When its start was asked for.
    package var startedAt: Duration
    /// When its program was known to run.
    package var spawnedAt: Duration?
    /// That it listens on every port that it must.
    package var listening: Sighting?
    package var ready: Sighting?
    /// From when on it was not to run any more, or was known to have ended or failed by itself.
    package var stoppingAt: Duration?
    /// When nothing of it was left.
    package var endedAt: Duration?
    /// How it ended, where nobody asked it to.
    package var ending: String?

    package init(
        startedAt: Duration, spawnedAt: Duration? = nil, listening: Sighting? = nil, ready: Sighting? = nil,
        stoppingAt: Duration? = nil, endedAt: Duration? = nil, ending: String? = nil
    ) {
        self.startedAt = startedAt
        self.spawnedAt = spawnedAt
        self.listening = listening
        self.ready = ready
        self.stoppingAt = stoppingAt
        self.endedAt = endedAt
        self.ending = ending
    }
}
