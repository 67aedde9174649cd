import Glibc
import Linux
import Testbed
import Testing

/// What the kernel says of listeners.
@Suite struct ListenerTableTests {
    /// A listening socket, its port, and the address as the table should have it.
    private func listen(_ address: String, onlyVersion6: Bool = true) throws -> (Descriptor, UInt16) {
        let isVersion6 = address.contains(":")
        let descriptor = Descriptor(
            Glibc.socket(isVersion6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        var storage = sockaddr_storage()
        var length = socklen_t(isVersion6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &storage) { pointer in
            if isVersion6 {
                var only: Int32 = onlyVersion6 ? 1 : 0
                setsockopt(descriptor.number, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &only, 4)
                pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    $0.pointee.sin6_family = sa_family_t(AF_INET6)
                    _ = inet_pton(AF_INET6, address, &$0.pointee.sin6_addr)
                }
            } else {
                pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    $0.pointee.sin_family = sa_family_t(AF_INET)
                    _ = inet_pton(AF_INET, address, &$0.pointee.sin_addr)
                }
            }
            return pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor.number, $0, length) == 0 && Glibc.listen(descriptor.number, 1) == 0
                    && getsockname(descriptor.number, $0, &length) == 0
            }
        }
        try #require(isListening)
        let port = withUnsafeBytes(of: &storage) { $0.load(fromByteOffset: 2, as: UInt16.self) }
        return (descriptor, UInt16(bigEndian: port))
    }

    @Test(arguments: AddressFamilies.available(of: ["127.0.0.1", "127.3.2.1", "0.0.0.0", "::1", "::"]))
    func aListenerIsFoundAndIsOurs(address: String) throws {
        let (descriptor, port) = try listen(address)
        let found = try ListenerTable().current().filter { $0.port == port && $0.address.description == address }
        try #require(found.count == 1)
        #expect(found[0].user == getuid())
        #expect(!found[0].takesBothFamilies)
        #expect(try #require(ProcessFiles.sockets(of: getpid())).contains(found[0].inode))
        withExtendedLifetime(descriptor) {}
    }

    @Test func aWildcardOfBothFamiliesAnswersForBoth() throws {
        let (descriptor, port) = try listen("::", onlyVersion6: false)
        let found = try #require(
            ListenerTable().current().first { $0.port == port && $0.address.isVersion6 && $0.address.isWildcard })
        #expect(found.takesBothFamilies)
        for address in ["127.0.0.1", "::1", "10.0.0.1"] {
            #expect(found.answers(try #require(InternetAddress(address))))
        }
        withExtendedLifetime(descriptor) {}
    }

    private func socket(_ address: String, both: Bool = false) throws -> ListeningSocket {
        ListeningSocket(
            address: try #require(InternetAddress(address)), port: 1, inode: 1, user: 0, takesBothFamilies: both)
    }

    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1", true, true), ("127.0.0.1", "127.0.0.2", false, false),
        ("0.0.0.0", "127.0.0.1", true, true), ("0.0.0.0", "::1", false, false), ("::", "127.0.0.1", false, false),
        ("::1", "127.0.0.1", false, false), ("127.0.0.1", "0.0.0.0", false, true), ("127.0.0.1", "::", false, true),
        ("::1", "::", false, true), ("::1", "0.0.0.0", false, false), ("::ffff:127.0.0.1", "127.0.0.1", true, true),
    ])
    func whoAnswersAndWhoIsInTheWay(listener: String, wanted: String, answers: Bool, occupies: Bool) throws {
        let listener = try socket(listener)
        let wanted = try #require(InternetAddress(wanted))
        #expect(listener.answers(wanted) == answers)
        #expect(listener.occupies(wanted) == occupies)
    }

    @Test func addressesAreRead() {
        #expect(InternetAddress("localhost") == nil)
        #expect(InternetAddress("127.0.0.1.1") == nil)
        #expect(InternetAddress("::ffff:1.2.3.4")?.description == "1.2.3.4")
        #expect(InternetAddress("::1")?.bracketed == "[::1]")
    }
}
