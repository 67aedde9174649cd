internal import NIOCore

/// One turn of an event loop: the requests that it has read are answered once all of them are.
///
/// What is found out for one of them then holds for the others, too: each had come before it was looked for. Confined to
/// its event loop.
final class Turn {
    private let eventLoop: any EventLoop
    private var waiting: [HTTPConnection] = []
    private var answered: [HTTPConnection] = []
    private var current: [(path: Substring, file: FileRepresentation)] = []
    private var isAnswering = false

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Has a connection answer when all that is to be read in this turn has been.
    func add(_ connection: HTTPConnection) {
        waiting.append(connection)
        if waiting.count == 1 { eventLoop.assumeIsolated().execute { self.answer() } }
    }

    private func answer() {
        swap(&waiting, &answered)
        isAnswering = true
        for connection in answered { connection.takeTurn() }
        isAnswering = false
        current.removeAll(keepingCapacity: true)
        answered.removeAll(keepingCapacity: true)
    }

    /// The file at a request's path, if it was looked at since the requests of this turn came.
    func file(at path: Substring) -> FileRepresentation? {
        current.first { $0.path.utf8.elementsEqual(path.utf8) }?.file
    }

    /// Keeps that a file was found at a request's path just now, as it is kept in memory.
    func found(_ file: FileRepresentation, at path: Substring) {
        if isAnswering, current.count < Self.limit { current.append((path, file)) }
    }

    /// More different files than that in one turn are looked at one by one.
    private static let limit = 8
}
