internal import StackModel

/// A search for circles, in depth; each circle is found once.
struct CircleSearch {
    struct Step {
        var service: String
        var dependency: Located<String>
    }

    let services: [String: ServiceDraft]
    private(set) var circles: [[Step]] = []
    private var finished: Set<String> = []
    private var trail: [Step] = []

    init(services: [String: ServiceDraft]) {
        self.services = services
    }

    /// Walks without recursion: a file may chain thousands of services.
    mutating func visit(_ start: ServiceDraft) {
        guard !finished.contains(start.name.value) else { return }
        var stack: [(service: ServiceDraft, next: Int)] = [(start, 0)]
        var positions = [start.name.value: 0]
        while let (service, next) = stack.last {
            guard next < service.dependsOn.count else {
                stack.removeLast()
                _ = trail.popLast()
                finished.insert(service.name.value)
                positions[service.name.value] = nil
                continue
            }
            stack[stack.count - 1].next += 1
            let dependency = service.dependsOn[next]
            let step = Step(service: service.name.value, dependency: dependency)
            if let position = positions[dependency.value] {
                circles.append(Array(trail[position...]) + [step])
            } else if !finished.contains(dependency.value), let target = services[dependency.value] {
                trail.append(step)
                positions[dependency.value] = stack.count
                stack.append((target, 0))
            }
        }
    }
}
