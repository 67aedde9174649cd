import Linux
import StackFile
import Synchronization

/// Chooses the numbers of a run's ports that its stack file leaves open, and keeps each for its service.
///
/// Each reading of the file makes a proposal. What runs has it once it is taken over; till then all that the proposal does
/// not share with what runs can be let go again.
final class PortChooser: Sendable {
    private struct Choice {
        var port: WantedPort
        /// Where the number is kept: what the service wanted when it got it.
        var addresses: [String]
        var reservation: PortReservation
    }

    private struct State {
        /// Of what runs.
        var choices: [Choice] = []
        /// Of the file as it was read last, until it runs.
        var proposal: [Choice]?
        var problem: SystemError?

        var latest: [Choice] { proposal ?? choices }
    }

    private static let loopback = ["127.0.0.1", "::1"].compactMap(InternetAddress.init)

    /// Whether ports get another number that have one in the file: `--ports auto`.
    private let movesAll: Bool
    private let state = Mutex(State())

    init(movesAll: Bool) {
        self.movesAll = movesAll
    }

    /// For the reader of the stack file: makes a proposal in the place of an earlier one.
    var source: PortSource { { [self] in propose($0) } }

    /// What was chosen, the proposal if there is one.
    var record: PortRecord {
        PortRecord(
            entries: state.withLock(\.latest).map { choice in
                PortRecord.Entry(
                    service: choice.port.service, name: choice.port.name, number: choice.reservation.port,
                    written: choice.port.written)
            })
    }

    /// Why a number could not be had.
    var problem: SystemError? { state.withLock { $0.problem } }

    /// Those of the proposal if there is one.
    func reservations(of service: String) -> [PortReservation] {
        state.withLock(\.latest).filter { $0.port.service == service }.map(\.reservation)
    }

    /// The proposal is what runs from now on. What it does not name any more is nobody's.
    func takeOver() {
        state.withLock { state in
            guard let proposal = state.proposal else { return }
            Self.release(state.choices, except: proposal)
            state.choices = proposal
            state.proposal = nil
        }
    }

    /// What runs stays as it is. Without a proposal that is so already.
    func letGo() {
        state.withLock { state in
            Self.release(state.proposal ?? [], except: state.choices)
            state.proposal = nil
        }
    }

    private static func release(_ choices: [Choice], except kept: [Choice]) {
        for choice in choices where !kept.contains(where: { $0.reservation === choice.reservation }) {
            choice.reservation.release()
        }
    }

    private func propose(_ ports: [WantedPort]) -> [UInt16?] {
        letGo()
        // A number that the file gives to one service would mean that one, wherever it stands.
        let written = Set(ports.compactMap(\.written))
        let known = state.withLock(\.choices)
        var proposal: [Choice] = []
        var problem: SystemError?
        let numbers = ports.map { port -> UInt16? in
            guard port.written == nil || movesAll else { return nil }
            do throws(SystemError) {
                let choice =
                    if let known = known.first(where: { Self.suits($0, port) && !written.contains($0.reservation.port) }
                    ) {
                        known
                    } else { try Self.choice(for: port, except: written) }
                proposal.append(Choice(port: port, addresses: choice.addresses, reservation: choice.reservation))
                return choice.reservation.port
            } catch {
                problem = error
                return nil
            }
        }
        state.withLock { state in
            state.proposal = proposal
            state.problem = problem
        }
        return numbers
    }

    /// Whether a port can go on with the number that it has, whatever else the file says of it now.
    private static func suits(_ choice: Choice, _ port: WantedPort) -> Bool {
        choice.port.service == port.service && choice.port.name == port.name
            && port.addresses.allSatisfy(choice.addresses.contains)
    }

    private static func choice(for port: WantedPort, except written: Set<UInt16>) throws(SystemError) -> Choice {
        Choice(
            port: port, addresses: port.addresses,
            reservation: try reserve(port.addresses.compactMap(InternetAddress.init), except: written))
    }

    /// At an address that this machine does not have, the service itself is to say so: it gets a number all the same.
    private static func reserve(
        _ addresses: [InternetAddress], except written: Set<UInt16>
    ) throws(SystemError) -> PortReservation {
        if let reservation = try? PortReservation(addresses: addresses, except: written) { return reservation }
        return try PortReservation(addresses: loopback, except: written)
    }
}
