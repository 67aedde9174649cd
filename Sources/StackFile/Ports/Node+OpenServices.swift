extension Node {
    /// The services whose open ports are named anywhere in it, once its variables are replaced.
    func openServices(_ standIns: [StandIn]) -> [String] {
        var texts: [String] = []
        collectTexts(into: &texts)
        let found = standIns.filter { standIn in texts.contains { $0.contains(standIn.digits) } }
        return Set(found.map(\.service)).sorted()
    }

    private func collectTexts(into texts: inout [String]) {
        switch content {
        case .scalar(let scalar): texts.append(scalar.text)
        case .sequence(let elements): for element in elements { element.collectTexts(into: &texts) }
        case .mapping(let entries): for entry in entries { entry.value.collectTexts(into: &texts) }
        }
    }
}
