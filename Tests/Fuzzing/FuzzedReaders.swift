/// All that can be fuzzed.
enum FuzzedReaders {
    static let all: [any FuzzedReader.Type] = [StackFileFuzzing.self, JSONFuzzing.self, ValueFuzzing.self]

    /// What the command line names; the stack file without it.
    static let chosen: any FuzzedReader = {
        let prefix = "--reader="
        let name = CommandLine.arguments.first { $0.hasPrefix(prefix) }?.dropFirst(prefix.count)
        guard let name else { return StackFileFuzzing() }
        guard let type = all.first(where: { $0.name == name }) else { fatalError("there is no reader \(name)") }
        return type.init()
    }()
}
