/// What is to become of the services that run, by the indices of their plans; added ones get the next in their order.
package struct StackRevision: Sendable {
    /// What a service is to be.
    package struct Change: Sendable {
        /// Its dependencies are by the indices that services have, or get, here.
        package var plan: ServicePlan
        /// Whether what runs of it must be ended for that. If not, it goes on as it was started.
        package var needsRestart: Bool
        /// Services that must have ended before it is started: they hold what it needs, a port for one.
        package var after: Set<Int>
        /// Whether it is to run: one that was stopped may stay so.
        package var isToRun: Bool

        package init(_ plan: ServicePlan, needsRestart: Bool, after: Set<Int> = [], isToRun: Bool = true) {
            self.plan = plan
            self.isToRun = isToRun
            self.needsRestart = needsRestart
            self.after = after
        }
    }

    package var removed: Set<Int>
    /// What is not in here stays as it is.
    package var changed: [Int: Change]
    package var added: [Change]
    /// Those that are not in here, and are started again with one that is, or is removed.
    package var restarted: Set<Int>
    /// All that are to be there afterwards, in the order of the stack file.
    package var order: [Int]

    package init(
        removed: Set<Int>, changed: [Int: Change], added: [Change], restarted: Set<Int> = [], order: [Int]
    ) {
        self.removed = removed
        self.changed = changed
        self.added = added
        self.restarted = restarted
        self.order = order
    }
}
