internal import Diagnostics

extension Diagnostic {
    /// The same with the names of open ports in the place of what stood for their numbers.
    func naming(_ standIns: [StandIn]) -> Diagnostic {
        if standIns.isEmpty { return self }
        func named(_ text: String) -> String {
            standIns.reduce(text) { $0.replacing($1.digits, with: "${\($1.reference)}") }
        }
        var result = self
        result.message = named(message)
        result.remedy = remedy.map(named)
        for index in notes.indices { result.notes[index].message = named(notes[index].message) }
        return result
    }
}
