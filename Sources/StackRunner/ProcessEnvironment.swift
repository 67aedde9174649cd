import Glibc

/// This process's own environment.
enum ProcessEnvironment {
    /// Read once; devstack never changes its environment.
    static let variables: [String: String] = {
        var found: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let line = String(cString: text)
            if let equals = line.firstIndex(of: "=") {
                found[String(line[..<equals])] = String(line[line.index(after: equals)...])
            }
            entry += 1
        }
        return found
    }()
}
