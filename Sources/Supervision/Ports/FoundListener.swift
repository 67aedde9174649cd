internal import Linux
internal import StackModel

/// A listening socket and who holds it, as far as that can be seen.
package struct FoundListener: Sendable, Equatable {
    var socket: ListeningSocket
    var transport: ListenerReport.Transport
    /// The name of the user who made it.
    var user: String
    /// The oldest first.
    var holders: [ListenerReport.Holder] = []
    var owner: ListenerReport.Owner?

    /// Whether it is in the way of a service's own.
    func isInTheWay(of plan: ListenerPlan) -> Bool { transport == .tcp && socket.isInTheWay(of: plan) }

    /// A socket that devstack has opened and handed over is the service's more than its own.
    mutating func putRunnerLast() {
        guard owner?.service != nil, holders.count > 1,
            let place = holders.firstIndex(where: { $0.pid == owner?.runner })
        else { return }
        holders.append(holders.remove(at: place))
    }

    var report: ListenerReport {
        ListenerReport(
            transport: transport, address: socket.address.description, port: socket.port,
            takesBothFamilies: socket.takesBothFamilies, user: user, userNumber: socket.user, holders: holders,
            owner: owner)
    }

    func answers(_ plan: ListenerPlan) -> Bool {
        transport == .tcp && socket.port == plan.port && socket.answers(plan.address)
    }
}
