import Glibc
internal import Linux

/// Ports that are open before their program runs, and stay open while it is started again: sd_listen_fds(3).
///
/// Who connects meanwhile waits in the socket's own queue.
extension SupervisionCore {
    /// The program with the sockets of its ports, which are opened at its first start.
    func withOpenPorts(_ process: ProcessPlan, of index: Int) throws(SystemError) -> ProcessPlan {
        guard plans[index].isActivated else { return process }
        if runs[index].sockets.isEmpty { try openPorts(of: index) }
        var process = process
        process.sockets = runs[index].sockets.map(\.descriptor)
        process.socketNames = runs[index].sockets.map(\.name)
        return process
    }

    private func openPorts(of index: Int) throws(SystemError) {
        var sockets: [(name: String, descriptor: Descriptor)] = []
        for plan in plans[index].listeners {
            do throws(SystemError) {
                sockets.append((plan.name, try BoundSocket.listening(address: plan.address, port: plan.port)))
            } catch {
                guard !plan.isRequired, [EADDRNOTAVAIL, EAFNOSUPPORT].contains(error.code) else { throw error }
                board.note("\(plans[index].name): \(plan) cannot be had here, so nothing listens there")
            }
        }
        runs[index].sockets = sockets
    }

    /// Nothing starts the service again by itself, so nobody would answer who waits at its ports.
    func closePortsIfEnded(of index: Int) {
        switch machine.phases[index] {
        case .stopped, .failed, .completed: runs[index].sockets = []
        case .waiting, .starting, .listening, .probing, .finishing, .ready, .restarting, .stopping: break
        }
    }
}
