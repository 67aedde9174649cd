import Glibc
internal import StackModel

extension TrustRecord {
    var json: JSONValue {
        .object([
            .init("label", .string(label)), .init("subject", .string(subject)),
            .init("authority", .string(authorityFile)),
            .init("stores", .array(entries.map(\.json))),
        ])
    }

    /// `nil` for what devstack did not write.
    init?(json: JSONValue) {
        guard let label = json["label"]?.text, let subject = json["subject"]?.text,
            let authorityFile = json["authority"]?.text, case .array(let stores)? = json["stores"]
        else { return nil }
        var entries: [Entry] = []
        for store in stores {
            guard let entry = Entry(json: store) else { return nil }
            entries.append(entry)
        }
        self.init(label: label, subject: subject, authorityFile: authorityFile, entries: entries)
    }
}

extension TrustRecord.Entry {
    fileprivate var json: JSONValue {
        .object([
            .init("kind", .string(kind.rawValue)), .init("place", .string(place)), .init("title", .string(title)),
            .init("changes", changes.map { .array($0.map(\.json)) } ?? .null),
        ])
    }

    fileprivate init?(json: JSONValue) {
        guard let kind = json["kind"]?.text.flatMap(StoreKind.init), let place = json["place"]?.text,
            let title = json["title"]?.text, let written = json["changes"]
        else { return nil }
        var changes: [FileChange]?
        if case .array(let elements) = written {
            let read = elements.compactMap(FileChange.init(json:))
            guard read.count == elements.count else { return nil }
            changes = read
        }
        self.init(kind: kind, place: place, title: title, changes: changes)
    }
}

extension FileChange {
    fileprivate var json: JSONValue {
        .object([
            .init("path", .string(path)), .init("before", before?.json ?? .null),
            .init("copy", copy.map(JSONValue.string) ?? .null), .init("after", after?.json ?? .null),
        ])
    }

    fileprivate init?(json: JSONValue) {
        guard let path = json["path"]?.text, path.hasPrefix("/"), let before = json["before"],
            let after = json["after"]
        else { return nil }
        let (first, second) = (FileState(json: before), FileState(json: after))
        guard before == .null || first != nil, after == .null || second != nil else { return nil }
        self.init(path: path, before: first, copy: json["copy"]?.text, after: second)
    }
}

extension FileState {
    fileprivate var json: JSONValue {
        switch self {
        case .folder: .object([.init("folder", .bool(true))])
        case .link(let target): .object([.init("link", .string(target))])
        case .file(let mode, let owner, let group, let digest):
            .object([
                .init("sha256", .string(digest)), .init("mode", .number(JSONNumber(Int(mode)))),
                .init("owner", .number(JSONNumber(Int(owner)))), .init("group", .number(JSONNumber(Int(group)))),
            ])
        }
    }

    fileprivate init?(json: JSONValue) {
        if json["folder"] == .bool(true) {
            self = .folder
        } else if let target = json["link"]?.text {
            self = .link(target: target)
        } else {
            guard let digest = json["sha256"]?.text, let mode = json["mode"]?.count.flatMap(mode_t.init(exactly:)),
                let owner = json["owner"]?.count.flatMap(uid_t.init(exactly:)),
                let group = json["group"]?.count.flatMap(gid_t.init(exactly:))
            else { return nil }
            self = .file(mode: mode, owner: owner, group: group, digest: digest)
        }
    }
}

extension JSONValue {
    fileprivate subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }

    fileprivate var count: Int? { if case .number(let number) = self { Int(exactly: number.value) } else { nil } }
}
