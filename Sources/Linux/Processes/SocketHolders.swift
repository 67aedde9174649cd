/// Which processes hold which sockets.
package struct SocketHolders: Sendable {
    /// By the socket's inode, the oldest process first. Who cannot be seen is missing.
    package let processes: [UInt32: [ProcessEntry]]

    /// Looks through the descriptors of all these processes, as far as this user may: proc_pid_fd(5).
    package init(of inodes: Set<UInt32>, among table: ProcessTable) {
        var found: [UInt32: [ProcessEntry]] = [:]
        // Forked processes share a socket, so that one holder is no reason to stop looking.
        let entries = inodes.isEmpty ? [] : table.entries.sorted { ($0.start, $0.pid) < ($1.start, $1.pid) }
        for entry in entries {
            for inode in ProcessFiles.socketList(of: entry.pid) ?? []
            where inodes.contains(inode) && found[inode]?.last != entry {
                found[inode, default: []].append(entry)
            }
        }
        processes = found
    }
}
