import Glibc
import Linux
import Testbed
import Testing

@Suite struct PortReservationTests {
    private static func address(_ text: String) throws -> InternetAddress { try #require(InternetAddress(text)) }

    /// Whether a server could be started there.
    private func canListen(_ address: String, _ port: UInt16, isShared: Bool) throws -> Bool {
        let address = try Self.address(address)
        if isShared {
            return (try? BoundSocket.listening(address: address, port: port)) != nil
        }
        return (try? BoundSocket.reserve(address: address, port: port)) != nil
    }

    @Test func itIsOneNumberAtEveryAddress() throws {
        let own = AddressFamilies.available(of: ["127.0.0.1", "::1"])
        let reservation = try PortReservation(addresses: own.map(Self.address))
        for address in own + ["0.0.0.0"] {
            #expect(try canListen(address, reservation.port, isShared: true), "\(address)")
            #expect(try !canListen(address, reservation.port, isShared: false), "\(address)")
        }
    }

    @Test func itIsGivenUpOnce() throws {
        let reservation = try PortReservation(addresses: [Self.address("127.61.7.1")])
        #expect(reservation.release())
        #expect(!reservation.release())
        #expect(try canListen("127.61.7.1", reservation.port, isShared: false))
    }

    @Test func noTwoHaveOneNumberAndExceptionsAreLeftOut() throws {
        let address = try Self.address("127.61.7.2")
        let first = try (0..<50).map { _ in try PortReservation(addresses: [address]) }
        #expect(Set(first.map(\.port)).count == 50)
        let exceptions = Set((UInt16(1024)...65_535).filter { $0 % 4 < 2 })
        let second = try (0..<50).map { _ in try PortReservation(addresses: [address], except: exceptions) }
        #expect(second.allSatisfy { $0.port % 4 >= 2 })
        #expect(Set((first + second).map(\.port)).count == 100)
    }

    @Test func anAddressThatIsNotHereIsLeftOutUnlessItIsTheFirst() throws {
        let here = try Self.address("127.61.7.3")
        // Of the range for documentation (RFC 5737).
        let elsewhere = try Self.address("192.0.2.1")
        #expect(try PortReservation(addresses: [here, elsewhere]).release())
        #expect(throws: SystemError.self) { try PortReservation(addresses: [elsewhere, here]) }
    }
}
