internal import Linux
internal import StackModel

/// Names of users, each looked up once.
struct UserNames {
    private var names: [UInt32: String] = [:]

    mutating func name(of user: UInt32) -> String {
        if let name = names[user] { return name }
        let name = UserName.of(user)
        names[user] = name
        return name
    }

    /// - Parameter owner: whose it is taken to be when it has ended meanwhile.
    mutating func holder(_ entry: ProcessEntry, ofSocketOf owner: UInt32) -> ListenerReport.Holder {
        let user = ProcessFiles.user(of: entry.pid) ?? owner
        return ListenerReport.Holder(
            pid: entry.pid, arguments: ProcessFiles.arguments(of: entry.pid), user: name(of: user), userNumber: user,
            startedAt: entry.startedAt)
    }
}
