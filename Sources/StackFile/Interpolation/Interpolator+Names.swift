extension Interpolator {
    /// What stands behind each `${`, also within another one's default; `$${` is a literal one.
    static func names(in text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var names: [String] = []
        var position = 0
        while position + 1 < scalars.count {
            guard scalars[position] == "$" else {
                position += 1
                continue
            }
            if scalars[position + 1] == "$", position + 2 < scalars.count, scalars[position + 2] == "{" {
                position += 3
                continue
            }
            position += 1
            guard scalars[position] == "{" else { continue }
            position += 1
            let start = position
            while position < scalars.count, isNamePart(scalars[position], first: position == start) {
                position += 1
            }
            let name = String(String.UnicodeScalarView(scalars[start..<position]))
            // `services.` begins the name of a port, which is no variable.
            if name == "services", position < scalars.count, scalars[position] == "." { continue }
            if !name.isEmpty { names.append(name) }
        }
        return names
    }
}
