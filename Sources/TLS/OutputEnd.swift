internal import NIOCore

/// How far `close(mode: .output)` has come.
enum OutputEnd {
    case open
    /// Until all that was written before is on its way.
    case wanted(EventLoopPromise<Void>?)
    /// close_notify was sent.
    case sent
}

extension OutputEnd {
    /// Whom to tell what became of it.
    var promise: EventLoopPromise<Void>? {
        if case .wanted(let promise) = self { promise } else { nil }
    }

    var isOpen: Bool {
        if case .open = self { true } else { false }
    }

    var isSent: Bool {
        if case .sent = self { true } else { false }
    }
}
