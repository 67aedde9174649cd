import Linux
import StackModel
import Testing

@testable import Supervision

/// Ports that are kept for programs until they listen.
@Suite(.timeLimit(.minutes(1))) struct ReservationTests {
    private func service(
        _ stack: StackFixture, _ reservation: PortReservation, restart: RestartPolicy = .no, _ words: String...
    ) -> ServicePlan {
        var plan = stack.command(
            "web", port: reservation.port, restart: restart,
            ["\(StackFixture.products)/service-fixture", "mark", stack.mark] + words)
        plan.reservations = [reservation]
        return plan
    }

    @Test func aServerThatSharesItsAddressNeedsNothingMore() async throws {
        let stack = try StackFixture()
        let reservation = try PortReservation(addresses: [stack.address])
        let plan = service(
            stack, reservation, restart: .always, "listen", "\(stack.address)", "\(reservation.port)")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            #expect(supervisor.notes() == [])
            #expect(await supervisor.carryOut(.restart, of: plan.name)?.state == .ready)
            #expect(supervisor.notes() == [])
            // Kept for its next start.
            #expect(reservation.release())
        }
    }

    @Test func oneThatDoesNotIsStartedOnceMoreWithoutIt() async throws {
        let stack = try StackFixture()
        let reservation = try PortReservation(addresses: [stack.address])
        let plan = service(stack, reservation, "listen-alone", "\(stack.address)", "\(reservation.port)")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            #expect(stack.text(of: 0) == ["listen: Address already in use"])
            #expect(supervisor.reports().first?.restarts == 0)
            #expect(!stack.changes.values.contains { $0.state == .restarting })
            let note = try #require(supervisor.notes().first)
            #expect(note.contains("it ended with status 3 before it listened, and was started once more"))
            #expect(!reservation.release())
        }
    }

    @Test func oneThatEndsForAnotherReasonFailsTheSecondTime() async throws {
        let stack = try StackFixture()
        let reservation = try PortReservation(addresses: [stack.address])
        let plan = service(stack, reservation, "print", "no database", "exit", "7")
        try await stack.run([plan]) { supervisor in
            guard case .failed(let reports) = await supervisor.whenReady() else {
                Issue.record("it did not fail")
                return
            }
            #expect(reports.first?.failure == "it ended with status 7")
            #expect(stack.text(of: 0) == ["no database", "no database"])
        }
    }

    @Test func whatIsLeftOfTheFirstStartIsEndedBeforeTheSecond() async throws {
        let stack = try StackFixture()
        let reservation = try PortReservation(addresses: [stack.address])
        let plan = service(
            stack, reservation, "fork", "print", "helper", "then", "listen-alone", "\(stack.address)",
            "\(reservation.port)")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let helpers = try stack.leftovers().filter { $0.contains("service-fixture") }
            #expect(helpers.count == 2, "\(helpers)")
        }
    }

    @Test func oneThatTriesAgainByItselfHasItInTime() async throws {
        let stack = try StackFixture()
        let reservation = try PortReservation(addresses: [stack.address])
        var plan = service(stack, reservation, "insist", "\(stack.address)", "\(reservation.port)")
        plan.within = .seconds(4)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            #expect(!reservation.release())
        }
    }

    @Test func oneThatListensElsewhereIsToldOfItsNumber() async throws {
        let stack = try StackFixture()
        let reservation = try PortReservation(addresses: [stack.address])
        let other = try stack.freePort()
        var plan = service(stack, reservation, "listen", "\(stack.address)", "\(other)")
        plan.within = .seconds(1)
        plan.ports = [.init(name: "port", number: reservation.port, written: 8000)]
        try await stack.run([plan]) { supervisor in
            guard case .failed(let reports) = await supervisor.whenReady() else {
                Issue.record("it did not fail")
                return
            }
            let remedy = try #require(reports.first?.remedy)
            #expect(remedy.contains("Its number is \(reservation.port) in this run"), "\(remedy)")
            #expect(remedy.contains("${services.\(plan.name).port}") && remedy.contains("PORT"), "\(remedy)")
        }
    }

    @Test func aDaemonThatListensLaterIsStartedOnce() async throws {
        let stack = try StackFixture()
        let reservation = try PortReservation(addresses: [stack.address])
        let go = stack.folder.path + "/go"
        let plan = service(
            stack, reservation, "print", "begun", "fork", "session", "await", go, "listen", "\(stack.address)",
            "\(reservation.port)", "then", "exit", "0")
        try await stack.run([plan]) { supervisor in
            _ = try await stack.lines.first { _ in true }
            try stack.folder.write("", to: "go")
            #expect(await supervisor.whenReady() == .ready)
            #expect(stack.text(of: 0) == ["begun"])
            #expect(supervisor.notes() == [])
        }
    }
}
