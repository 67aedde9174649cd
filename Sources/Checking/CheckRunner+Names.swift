import Linux
internal import StackModel

extension CheckRunner {
    /// By the checks' places, what to say of names that devstack finds and other programs on this machine would not; once
    /// for each name.
    func notesOnNames(of checks: [Check]) -> [Int: String] {
        var first: [String: Int] = [:]
        for (index, check) in checks.enumerated() {
            // A name that is asked for to see it fail is not one to open in a browser.
            guard case .request(let request) = check.action.value, check.expect.failure == nil else { continue }
            let host = request.url.host
            // An address needs no one to resolve it.
            let isAddress = InternetAddress(host) != nil
            let isEverywhere = isAddress || host == "localhost" || host.hasSuffix(".localhost")
            if !isEverywhere, first[host] == nil, client.resolver.isLocal(host, port: request.url.port) {
                first[host] = index
            }
        }
        if first.isEmpty { return [:] }
        let hosts = hostsFile()
        return first.reduce(into: [:]) { notes, entry in
            guard hosts.isUnknown(entry.key) else { return }
            notes[entry.value] =
                "\(entry.key) resolves for devstack only: add it to /etc/hosts for browsers and other clients"
        }
    }
}
