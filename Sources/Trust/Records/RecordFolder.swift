import Glibc
internal import Linux
internal import StackModel

/// Where the records of what was done to stores are kept, one folder an authority: a stack's own folder may be gone when
/// its authority is to be trusted no more.
package struct RecordFolder: Sendable {
    private static let recordName = "record.json"
    private static let certificateName = "ca.pem"

    let path: String

    /// In the user's state folder (XDG Base Directory Specification): `XDG_STATE_HOME`, else `~/.local/state`.
    ///
    /// - Returns: `nil` without `HOME`.
    package init?(environment: [String: String]) {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            path = state + "/devstack/trust"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            path = home + "/.local/state/devstack/trust"
        } else {
            return nil
        }
    }

    /// The anchor's certificate, for the stores' tools to read.
    package func certificateFile(of label: String) -> String { "\(path)/\(label)/\(Self.certificateName)" }

    func folder(of label: String) -> String { "\(path)/\(label)" }

    /// Every record that can be read, by label.
    package func records() -> [TrustRecord] {
        let labels = FolderNames.of(path) ?? []
        return labels.sorted().compactMap { label in
            guard let bytes = try? WholeFile.read("\(path)/\(label)/\(Self.recordName)"),
                let json = try? JSONValue(parsing: bytes)
            else { return nil }
            return TrustRecord(json: json)
        }
    }

    /// The record of an authority under its label.
    func record(of label: String) -> TrustRecord? { records().first { $0.label == label } }

    /// Makes the anchor's folder with its certificate.
    func prepare(_ anchor: TrustAnchor) throws(SystemError) {
        try make(folder(of: anchor.label))
        try write(anchor.pem, Self.certificateName, anchor.label)
    }

    func write(_ record: TrustRecord) throws(SystemError) {
        try write(Array((record.json.prettyText + "\n").utf8), Self.recordName, record.label)
    }

    /// Keeps bytes, for their file to be made what it was.
    ///
    /// - Returns: the copy's path.
    func keep(_ bytes: [UInt8], number: Int, label: String) throws(SystemError) -> String {
        let name = "before-\(number)"
        try write(bytes, name, label)
        return "\(path)/\(label)/\(name)"
    }

    /// Removes the copies that no entry needs, and all of it when there is no entry left.
    func tidy(_ record: TrustRecord) {
        let folder = folder(of: record.label)
        let needed = Set(record.entries.flatMap { ($0.changes ?? []).compactMap(\.copy) })
        for name in FolderNames.of(folder) ?? [] where record.entries.isEmpty || name.hasPrefix("before-") {
            if !needed.contains("\(folder)/\(name)") { unlink("\(folder)/\(name)") }
        }
        if record.entries.isEmpty { rmdir(folder) }
    }

    /// A number that no copy has yet.
    func nextNumber(_ label: String) -> Int {
        let numbers = (FolderNames.of(folder(of: label)) ?? []).compactMap { name in
            name.hasPrefix("before-") ? Int(name.dropFirst("before-".count)) : nil
        }
        return (numbers.max() ?? 0) + 1
    }

    private func write(_ bytes: [UInt8], _ name: String, _ label: String) throws(SystemError) {
        let path = folder(of: label)
        let folder = try SystemError.retrying("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(folder) }
        // What is in a private file of a store stays private.
        try DurableFile.write(bytes, as: name, in: folder, mode: name == Self.certificateName ? 0o644 : 0o600)
    }

    private func make(_ path: String) throws(SystemError) {
        var prefix = ""
        for part in path.split(separator: "/") {
            prefix += "/\(part)"
            guard mkdir(prefix, 0o700) == 0 || errno == EEXIST else { throw SystemError("mkdir", prefix) }
        }
    }
}
