internal import NIOCore

/// How far `close(mode: .output)` has come.
enum OutputEnd {
    case open
    /// Until all that was written before is on its way.
    case wanted(EventLoopPromise<Void>?)
    /// close_notify was sent.
    case sent

    mutating func fail(_ error: any Error) {
        guard case .wanted(let promise) = self else { return }
        self = .sent
        promise?.fail(error)
    }
}

extension OutputEnd {
    var isOpen: Bool {
        if case .open = self { true } else { false }
    }

    var isSent: Bool {
        if case .sent = self { true } else { false }
    }
}
