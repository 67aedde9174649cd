import Glibc

/// How a namespace of processes is made here: with root's rights, or in a namespace of users.
enum Namespaces: CaseIterable, Sendable {
    case asRoot
    case ofUsers

    /// What stands before a program's words so that it is pid 1.
    var words: [String] {
        let common = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]
        switch self {
        case .asRoot: return common
        case .ofUsers: return common + ["--user", "--map-root-user"]
        }
    }

    static let allowed = allCases.filter { succeeds($0.words + ["true"]) }
    static var areAllowed: Bool { !allowed.isEmpty }

    private static func succeeds(_ line: [String]) -> Bool {
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var pid: pid_t = 0
        guard posix_spawnp(&pid, line[0], &actions, nil, &words, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status == 0
    }
}
