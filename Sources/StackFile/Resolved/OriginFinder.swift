internal import Diagnostics

/// The origins of values: from the tree of the stack files as it is before variables are replaced.
struct OriginFinder {
    let variables: Variables

    /// - Parameter node: `nil` of what the files do not say.
    func origin(of node: Node?) -> ValueOrigin {
        guard let node else { return .byDefault }
        var names: [String] = []
        collect(node, into: &names)
        return ValueOrigin(location: node.location, variables: names.map(variable))
    }

    /// The origin of what a name alone takes over from the environment.
    func origin(of node: Node?, takingOver name: String) -> ValueOrigin {
        var origin = origin(of: node)
        origin.variables.append(variable(name))
        return origin
    }

    /// The environment wins over `.env`.
    private func variable(_ name: String) -> ValueOrigin.Variable {
        ValueOrigin.Variable(name: name, isFromFile: variables.environment[name] == nil)
    }

    /// The names of the variables that a value was made with, each once and in the order of the text.
    private func collect(_ node: Node, into names: inout [String]) {
        switch node.content {
        case .scalar(let scalar):
            guard Interpolator.concerns(scalar.text) else { return }
            for name in Interpolator.names(in: scalar.text) where variables[name] != nil && !names.contains(name) {
                names.append(name)
            }
        case .sequence(let elements): for element in elements { collect(element, into: &names) }
        case .mapping(let entries): for entry in entries { collect(entry.value, into: &names) }
        }
    }
}
