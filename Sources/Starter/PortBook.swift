/// Ports for the services of one stack: none twice, and none that another program has.
struct PortBook {
    let isFree: (UInt16) -> Bool
    private var taken: Set<UInt16> = []

    init(isFree: @escaping (UInt16) -> Bool) {
        self.isFree = isFree
    }

    /// A port that can be chosen: this one, or the next that is free.
    mutating func choose(from preferred: UInt16) -> UInt16 {
        let port = (preferred...min(preferred + 200, 65_535)).first { !taken.contains($0) && isFree($0) } ?? preferred
        taken.insert(port)
        return port
    }

    /// A port that a program has chosen itself.
    ///
    /// - Returns: `false` if another service of the stack has it.
    mutating func claim(_ port: UInt16) -> Bool { taken.insert(port).inserted }
}
