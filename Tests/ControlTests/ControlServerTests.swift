import Glibc
import Linux
import StackModel
import Testbed
import Testing

@testable import Control

@Suite(.timeLimit(.minutes(1))) struct ControlServerTests {
    private static let noLogs: ControlServer.LogSource = { _ in .failure(ControlRefusal(404, "there are none")) }

    @Test func aCallIsAnswered() async throws {
        try await Fixture.with { fixture in
            let place = try ControlPlace(for: fixture.folder, runtimeFolder: fixture.folder)
            try place.publish(in: fixture.folder)
            let server = try await ControlServer(at: place.socket, logs: Self.noLogs) { call in
                ControlAnswer(status: call == .status(isSettled: false) ? 200 : 202, body: .string("\(call)"))
            }
            let found = try #require(ControlPlace(recordedIn: fixture.folder))
            #expect(found.socket == place.socket)
            let client = ControlClient(found)
            #expect(
                await client.call(.status(isSettled: false)) == ControlAnswer(body: .string("status(isSettled: false)"))
            )
            #expect(await client.call(.service("birds", .stop))?.status == 202)
            await server.stop()
            #expect(await client.call(.status(isSettled: false)) == nil)
            place.remove(in: fixture.folder)
            #expect(ControlPlace(recordedIn: fixture.folder) == nil)
        }
    }

    @Test func aSocketThatNobodyHoldsIsReplaced() async throws {
        try await Fixture.with { fixture in
            let place = try ControlPlace(for: fixture.folder, runtimeFolder: fixture.folder)
            let first = try await ControlServer(at: place.socket, logs: Self.noLogs) { _ in ControlAnswer(body: .null) }
            // As after a SIGKILL: the file stays, and nobody is behind it.
            place.clear(in: fixture.folder)
            await first.stop()
            try fixture.write("devstack/" + (place.socket.split(separator: "/").last.map(String.init) ?? ""), "")
            #expect(await ControlClient(place).call(.status(isSettled: false)) == nil)
            place.clear(in: fixture.folder)
            let second = try await ControlServer(at: place.socket, logs: Self.noLogs) { _ in
                ControlAnswer(body: .bool(true))
            }
            #expect(await ControlClient(place).call(.status(isSettled: false))?.body == .bool(true))
            await second.stop()
        }
    }

    @Test func aRuntimeFolderWithALongPathIsNotUsed() async throws {
        try await Fixture.with { fixture in
            let long = fixture.folder + "/" + String(repeating: "x", count: 90)
            mkdir(long, 0o700)
            let place = try ControlPlace(for: fixture.folder, runtimeFolder: long)
            #expect(place.socket.hasPrefix("/tmp/devstack-\(geteuid())/"))
            #expect(place.socket.utf8.count <= ControlPlace.longestPath)
        }
    }

    @Test func aFolderThatOthersMayEnterIsNotUsed() async throws {
        try await Fixture.with { fixture in
            mkdir(fixture.folder + "/open", 0o755)
            #expect(throws: SystemError.self) { try PrivateFolder.make(fixture.folder + "/open") }
            try PrivateFolder.make(fixture.folder + "/own")
            try PrivateFolder.make(fixture.folder + "/own")
            symlink(fixture.folder + "/own", fixture.folder + "/link")
            #expect(throws: SystemError.self) { try PrivateFolder.make(fixture.folder + "/link") }
        }
    }
}
