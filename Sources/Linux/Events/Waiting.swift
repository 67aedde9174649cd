import Glibc

/// Waiting on a thread of one's own: poll(2).
package enum Waiting {
    /// Returns when one of these can be read, or is at its end, or the reader of `output` has gone.
    ///
    /// - Parameter limit: how long it waits at most, to the millisecond.
    /// - Returns: whether each of them can be read, and last whether the reader has gone.
    package static func untilReadable(_ descriptors: [Descriptor], output: Int32? = nil, within limit: Duration? = nil)
        -> [Bool]
    {
        var wanted = descriptors.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
        // Without an event that is asked for, only POLLERR and POLLHUP are told.
        wanted.append(pollfd(fd: output ?? -1, events: 0, revents: 0))
        let milliseconds = limit.map { Int32(max(0, min($0 / .milliseconds(1), 1e9)).rounded(.up)) } ?? -1
        while poll(&wanted, nfds_t(wanted.count), milliseconds) < 0, errno == EINTR {}
        return withExtendedLifetime(descriptors) { wanted.map { $0.revents != 0 } }
    }
}
