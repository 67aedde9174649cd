import StackModel
import Testing

@testable import Checking

@Suite(.timeLimit(.minutes(1))) struct ResponseFaultTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 200_000) + "\r\n\r\n", "head is too long", "80 KiB"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "given twice",
            "more than one Content-Length"
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nab", "not a number", "no number of bytes"),
        ("HTTP/1.1 200 OK\r\nX-A: a\u{1}b\r\n\r\n", "character that none may hold", "control character"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "chunk's size", "Transfer-Encoding: chunked"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "no HTTP", "does not speak HTTP/1.1 here"),
    ])
    func `a response that breaks HTTP's rules is told which`(answer: String, detail: String, explanation: String)
        async throws
    {
        try await RawServer.with(onRequest: { _ in [.send(answer), .close] }) { server in
            await CheckRunner.with { runner in
                let result = await runner.run(.of(.http(server.port)))
                #expect(result.exchange?.failure == .badResponse)
                #expect(result.mismatches.first?.actual.contains(detail) == true, "\(result.mismatches)")
                #expect(result.mismatches.first?.explanation?.contains(explanation) == true, "\(result.mismatches)")
            }
        }
    }
}
