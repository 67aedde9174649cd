/// Who is at the other end of a Unix socket, as SO_PEERCRED gives it: `struct ucred` of unix(7).
struct PeerCredentials: Sendable {
    var process: Int32
    var user: UInt32
    var group: UInt32
}
