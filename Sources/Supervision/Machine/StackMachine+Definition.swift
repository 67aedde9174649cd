package import StackModel

extension StackMachine {
    /// What the machine must know of a service.
    package struct Definition: Sendable, Hashable {
        package enum Readiness: Sendable, Hashable {
            case started
            case probe
            case exit
        }

        package var dependencies: [Dependency]
        /// Whether its own processes must hold ports.
        package var hasListeners: Bool
        package var readiness: Readiness
        /// From when its program runs, or, without one, from when it is started.
        package var within: Duration
        /// Whether it runs as a program of its own.
        package var isProgram: Bool
        package var grace: Duration
        package var restart: RestartPolicy
        package var health: Health?
        /// The longest pause between two signs of life.
        package var watchdog: Duration?

        package init(
            dependencies: [Dependency] = [], hasListeners: Bool = false, readiness: Readiness = .started,
            within: Duration = .seconds(30), isProgram: Bool = false, grace: Duration = .seconds(10),
            restart: RestartPolicy = .no, health: Health? = nil, watchdog: Duration? = nil
        ) {
            self.dependencies = dependencies
            self.hasListeners = hasListeners
            self.readiness = readiness
            self.within = within
            self.isProgram = isProgram
            self.grace = grace
            self.restart = restart
            self.health = health
            self.watchdog = watchdog
        }
    }

    /// How a service is asked whether it is well.
    package struct Health: Sendable, Hashable {
        package var interval: Duration
        package var retries: Int
        /// How long it may take to pass for the first time.
        package var proof: Duration

        package init(interval: Duration, retries: Int, proof: Duration) {
            self.interval = interval
            self.retries = retries
            self.proof = proof
        }
    }

    /// What a service needs before it is started.
    package struct Dependency: Sendable, Hashable {
        /// Of the service that it needs.
        package var index: Int
        package var condition: ServiceDependency.Condition
        /// Whether it is started again whenever that service is.
        package var restarts: Bool

        package init(
            _ index: Int, condition: ServiceDependency.Condition = .ready, restarts: Bool = false
        ) {
            self.index = index
            self.condition = condition
            self.restarts = restarts
        }
    }

    /// Whether what a service needs is there. What is about to end is not.
    func isMet(_ dependency: Dependency) -> Bool {
        let state = services[dependency.index]
        if dependency.condition == .ready, isUnwell(dependency.index) { return false }
        return !state.isGoing && state.phase.meets(dependency.condition)
    }
}
