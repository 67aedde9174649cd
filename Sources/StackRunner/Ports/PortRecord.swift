import Glibc
import Linux
import StackFile
internal import StackModel
import Supervision

/// The numbers that a run has for ports that its stack file leaves open, or gives another number: for whoever else reads the
/// same file meanwhile.
struct PortRecord: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        var service: String
        /// `port`, or its name in `ports`.
        var name: String
        var number: UInt16
        /// `nil` where the file says `auto`.
        var written: UInt16?
    }

    private static let header = "devstack ports 1"
    private static let file = "ports"

    var entries: [Entry] = []

    /// What these ports are in the run that has the record.
    var source: PortSource {
        { [entries] wanted in
            wanted.map { port in
                entries.first { $0.service == port.service && $0.name == port.name && $0.written == port.written }?
                    .number
            }
        }
    }
}

extension PortRecord {
    /// That of the run whose state is kept here; `nil` while there is none.
    init?(ofRunIn stateDirectory: String) {
        let bytes = ProcessFiles.contents(of: "\(stateDirectory)/\(Self.file)")
        guard !bytes.isEmpty, RunPresence.holder(ofStateDirectory: stateDirectory) != nil else { return nil }
        self.init(text: String(decoding: bytes, as: UTF8.self))
    }

    static func words(forLost error: SystemError) -> String {
        "other devstacks will not know the ports of this one: \(error)"
    }

    /// Puts it in the place of an earlier run's, whole or not at all. Without entries there is none.
    ///
    /// For who has the stack's lock.
    func keep(in stateDirectory: String) throws(SystemError) {
        let path = "\(stateDirectory)/\(Self.file)"
        guard !entries.isEmpty else {
            if unlink(path) != 0, errno != ENOENT { throw SystemError("unlink", path) }
            return
        }
        let new = path + ".new"
        if unlink(new) != 0, errno != ENOENT { throw SystemError("unlink", new) }
        let number = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("open", new) }
        try Descriptor(number).write(Array(text.utf8))
        guard rename(new, path) == 0 else { throw SystemError("rename", path) }
    }
}

extension PortRecord {
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map(String.init) == Self.header, lines.last == "" else { return nil }
        self.init(lines: lines.dropFirst().dropLast().map(String.init))
    }

    var text: String { ([Self.header] + lines).map { $0 + "\n" }.joined() }

    /// - Parameter lines: one for each entry; `nil` if any is none.
    init?(lines: [String]) {
        let entries = lines.map(Entry.init)
        guard !entries.contains(nil) else { return nil }
        self.init(entries: entries.compactMap { $0 })
    }

    var lines: [String] { entries.map(\.line) }
}

extension PortRecord.Entry {
    /// From `41234 1443 port site`, or `41234 - port site`.
    fileprivate init?(line: String) {
        let words = line.split(separator: " ", maxSplits: 3)
        guard words.count == 4, let number = UInt16(words[0]), words[1] == "-" || UInt16(words[1]) != nil else {
            return nil
        }
        self.init(service: String(words[3]), name: String(words[2]), number: number, written: UInt16(words[1]))
    }

    fileprivate var line: String { "\(number) \(written.map { "\($0)" } ?? "-") \(name) \(service)" }
}
