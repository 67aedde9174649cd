/// A server that runs inside this process.
package protocol InProcessService: Sendable {
    /// Returns once it answers, with what the reader should know: "there is no IPv6 here, so only 127.0.0.1".
    ///
    /// Throws an error whose description says what is wrong. Cancelled when the stack is stopped meanwhile.
    func start() async throws -> [String]

    /// Stops taking connections, gives those that are open this long, and returns when all is closed.
    ///
    /// Called once, also after a start that threw.
    func stop(grace: Duration) async
}
