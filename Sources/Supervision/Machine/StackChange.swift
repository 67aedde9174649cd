/// What is to become of a stack that runs: by number, as the services had them before; added ones get the next.
package struct StackChange: Sendable, Hashable {
    /// These are stopped, and not started again.
    package var removed: Set<Int>
    /// These are other than they were, or are to run again.
    package var changed: [Int: Revision]
    package var added: [Addition]

    /// What a service is to be.
    package struct Revision: Sendable, Hashable {
        package var definition: StackMachine.Definition
        /// Whether what runs of it must be ended for that.
        package var needsRestart: Bool
        /// Services whose present run must have ended before it is started: they hold what it needs, a port for one.
        package var after: Set<Int>

        /// Whether it is to run: one that was stopped may stay so.
        package var isToRun: Bool

        package init(
            definition: StackMachine.Definition, needsRestart: Bool, after: Set<Int> = [], isToRun: Bool = true
        ) {
            self.definition = definition
            self.isToRun = isToRun
            self.needsRestart = needsRestart
            self.after = after
        }
    }

    /// A service that was not there.
    package struct Addition: Sendable, Hashable {
        package var definition: StackMachine.Definition
        /// As of a revision.
        package var after: Set<Int>

        package init(_ definition: StackMachine.Definition, after: Set<Int> = []) {
            self.definition = definition
            self.after = after
        }
    }

    package init(removed: Set<Int> = [], changed: [Int: Revision] = [:], added: [Addition] = []) {
        self.removed = removed
        self.changed = changed
        self.added = added
    }
}
