import Linux
import StackFile
import Synchronization

/// Chooses the numbers of a run's ports that its stack file leaves open, and keeps each for its service.
final class PortChooser: Sendable {
    private struct State {
        /// In the order in which they were chosen.
        var reservations: [(port: WantedPort, reservation: PortReservation)] = []
        var problem: SystemError?
    }

    private static let loopback = ["127.0.0.1", "::1"].compactMap(InternetAddress.init)

    /// Whether ports get another number that have one in the file: `--ports auto`.
    private let movesAll: Bool
    private let state = Mutex(State())

    init(movesAll: Bool) {
        self.movesAll = movesAll
    }

    /// For the reader of the stack file.
    var source: PortSource { { [self] in choose($0) } }

    /// What was chosen.
    var record: PortRecord {
        PortRecord(
            entries: state.withLock(\.reservations).map { port, reservation in
                PortRecord.Entry(
                    service: port.service, name: port.name, number: reservation.port, written: port.written)
            })
    }

    /// Why a number could not be had.
    var problem: SystemError? { state.withLock { $0.problem } }

    func reservations(of service: String) -> [PortReservation] {
        state.withLock(\.reservations).filter { $0.port.service == service }.map(\.reservation)
    }

    private func choose(_ ports: [WantedPort]) -> [UInt16?] {
        // A number that the file gives to one service would mean that one, wherever it stands.
        state.withLock { $0.problem = nil }
        let written = Set(ports.compactMap(\.written))
        return ports.map { port in
            guard port.written == nil || movesAll else { return nil }
            if let known = state.withLock(\.reservations).first(where: { $0.port == port }) {
                return known.reservation.port
            }
            do throws(SystemError) {
                let reservation = try Self.reserve(port.addresses.compactMap(InternetAddress.init), except: written)
                state.withLock { state in
                    // The file was changed meanwhile: what it was before is nobody's.
                    state.reservations.removeAll { $0.port.service == port.service && $0.port.name == port.name }
                    state.reservations.append((port, reservation))
                }
                return reservation.port
            } catch {
                state.withLock { $0.problem = error }
                return nil
            }
        }
    }

    /// At an address that this machine does not have, the service itself is to say so: it gets a number all the same.
    private static func reserve(
        _ addresses: [InternetAddress], except written: Set<UInt16>
    ) throws(SystemError) -> PortReservation {
        if let reservation = try? PortReservation(addresses: addresses, except: written) { return reservation }
        return try PortReservation(addresses: loopback, except: written)
    }
}
