internal import StackModel

/// A search for circles, in depth; each circle is found once, and no more than anybody reads.
struct CircleSearch {
    struct Step {
        var service: String
        var dependency: Located<String>
    }

    let services: [ServiceDraft]
    /// Of each service in `services`, by its name.
    let positions: [String: Int]
    private(set) var circles: [[Step]] = []
    private var isFinished: [Bool]
    private var trail: [Step] = []

    init(services: [ServiceDraft], positions: [String: Int]) {
        self.services = services
        self.positions = positions
        isFinished = Array(repeating: false, count: services.count)
    }

    /// Walks without recursion: a file may chain thousands of services.
    ///
    /// - Parameter start: A position in `services`.
    mutating func visit(_ start: Int) {
        guard !isFinished[start] else { return }
        var stack = [(service: start, next: 0)]
        // Where on the stack a service is that it leads to, and how deep.
        var depths = [start: 0]
        while let (service, next) = stack.last {
            guard next < services[service].dependsOn.count else {
                stack.removeLast()
                _ = trail.popLast()
                isFinished[service] = true
                depths[service] = nil
                continue
            }
            stack[stack.count - 1].next += 1
            let dependency = services[service].dependsOn[next].service
            guard let target = positions[dependency.value], !isFinished[target] else { continue }
            let step = Step(service: services[service].name.value, dependency: dependency)
            if let depth = depths[target] {
                if circles.count < TreeLimits.suggestions { circles.append(Array(trail[depth...]) + [step]) }
            } else {
                trail.append(step)
                depths[target] = stack.count
                stack.append((target, 0))
            }
        }
    }
}
