/// A time that the machine waits for.
package struct StackTimer: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// How long it may take to become ready.
        case within
        /// How long it may take to stop.
        case grace
        /// How long SIGKILL may take: some processes are not ours to kill.
        case patience
        /// The next health check.
        case health
        /// The next sign of life.
        case watchdog
        /// How long it stays down before it is started again.
        case backoff
    }

    package var kind: Kind
    package var service: Int

    package init(_ kind: Kind, of service: Int) {
        self.kind = kind
        self.service = service
    }
}
