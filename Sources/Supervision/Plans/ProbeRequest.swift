package import StackModel

/// A question to a service: is this path answered with one of these statuses?
package struct ProbeRequest: Sendable, Equatable {
    /// The index of its plan.
    package var service: Int
    package var name: String
    package var path: String
    package var status: [StatusPattern]

    package init(service: Int, name: String, path: String, status: [StatusPattern]) {
        self.service = service
        self.name = name
        self.path = path
        self.status = status
    }
}
