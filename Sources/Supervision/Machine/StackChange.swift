/// What is to become of a stack that runs: by number, as the services had them before; added ones get the next.
package struct StackChange: Sendable, Hashable {
    /// These are stopped, and not started again.
    package var removed: Set<Int>
    /// These are other than they were.
    package var changed: [Int: Revision]
    package var added: [StackMachine.Definition]

    /// What a service is to be.
    package struct Revision: Sendable, Hashable {
        package var definition: StackMachine.Definition
        /// Whether what runs of it must be ended for that.
        package var needsRestart: Bool

        package init(definition: StackMachine.Definition, needsRestart: Bool) {
            self.definition = definition
            self.needsRestart = needsRestart
        }
    }

    package init(
        removed: Set<Int> = [], changed: [Int: Revision] = [:], added: [StackMachine.Definition] = []
    ) {
        self.removed = removed
        self.changed = changed
        self.added = added
    }
}
