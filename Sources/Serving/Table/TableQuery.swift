/// The parameters of a query, and what they select.
enum TableQuery {
    /// What is wrong with a query.
    struct Mistake: Error {
        var status: Int
        var parameter: String?
        var value: String?
        var message: String
    }

    /// The rows that meet every parameter, ascending; `nil` for all of them.
    static func rows(_ query: Substring?, in table: Table) throws(Mistake) -> [UInt32]? {
        var keys: [(index: ColumnIndex, key: UInt32)] = []
        var isNothing = false
        var isFiltered = false
        for (name, value) in try parameters(query) {
            guard let index = table.filters.first(where: { $0.parameter == name })?.index else {
                throw Mistake(status: 400, parameter: name, message: "There is no parameter \(name)")
            }
            isFiltered = true
            switch index.selection(value) {
            case .key(let key): keys.append((index, key))
            case .nothing: isNothing = true
            case .wrongType:
                let text = String(decoding: value, as: UTF8.self)
                let said = text.isEmpty ? "empty" : text
                throw Mistake(
                    status: 422, parameter: name, value: text,
                    message: "\(name) must be \(index.type.described), but is \(said)")
            }
        }
        guard isFiltered else { return nil }
        guard !isNothing else { return [] }
        let candidates = keys.map { $0.index.rows(of: $0.key) }
        guard let fewest = candidates.indices.min(by: { candidates[$0].count < candidates[$1].count }) else {
            return []
        }
        if keys.count == 1 { return Array(candidates[fewest]) }
        let others = keys.indices.filter { $0 != fewest }.map { keys[$0] }
        return candidates[fewest].filter { row in others.allSatisfy { $0.index.holds($0.key, in: row) } }
    }

    /// The parameters in their order, none of them twice.
    private static func parameters(_ query: Substring?) throws(Mistake) -> [(name: String, value: [UInt8])] {
        var parameters: [(name: String, value: [UInt8])] = []
        guard let query else { return [] }
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let nameBytes = PercentEncoding.decoded(part[..<equals], plusIsBlank: true),
                let value = PercentEncoding.decoded(part[equals...].dropFirst(), plusIsBlank: true),
                let name = String(validating: nameBytes, as: UTF8.self),
                value.allSatisfy({ $0 < 0x80 }) || String(validating: value, as: UTF8.self) != nil
            else {
                throw Mistake(status: 400, message: "The query is not percent-encoded UTF-8")
            }
            guard !parameters.contains(where: { $0.name == name }) else {
                throw Mistake(status: 400, parameter: name, message: "The parameter \(name) is there twice")
            }
            parameters.append((name, value))
        }
        return parameters
    }
}
