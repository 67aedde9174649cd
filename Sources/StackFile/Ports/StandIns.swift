/// Numbers for ports that stay open while a stack file is only read: each of five digits that stand nowhere else in it.
///
/// A URL or a number with such a port in it is read as any other, and what is made of it tells where the port was meant.
struct StandIns {
    private var digitsInUse: Set<String> = []
    /// The largest port itself stands in messages.
    private var last = 65_535

    init(avoiding root: Node, _ variables: Variables) {
        collect(root, variables)
    }

    mutating func next() -> UInt16? {
        while last > 10_000 {
            last -= 1
            if !digitsInUse.contains("\(last)") { return UInt16(last) }
        }
        return nil
    }

    private mutating func collect(_ node: Node, _ variables: Variables) {
        switch node.content {
        case .scalar(let scalar):
            collect(scalar.text)
            // `[EDITOR]` takes over the variable of that name.
            collect(variables[scalar.text] ?? "")
            guard Interpolator.concerns(scalar.text) else { return }
            for name in Interpolator.names(in: scalar.text) { collect(variables[name] ?? "") }
        case .sequence(let elements): for element in elements { collect(element, variables) }
        case .mapping(let entries):
            for entry in entries {
                collect(entry.key.text)
                collect(variables[entry.key.text] ?? "")
                collect(entry.value, variables)
            }
        }
    }

    private mutating func collect(_ text: String) {
        for run in text.utf8.split(whereSeparator: { !CoreSchema.isDigit($0) }) where run.count >= 5 {
            for start in run.indices.dropLast(4) { digitsInUse.insert(String(Substring(run[start...].prefix(5)))) }
        }
    }
}
