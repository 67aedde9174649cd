internal import Diagnostics
internal import NIOCore
import NIOHTTP1
import NIOPosix
internal import StackModel

/// Makes exchanges as a careful client does, and keeps what it saw.
final class HTTPClient: Sendable {
    let resolver: AddressResolver
    let group: any EventLoopGroup
    let trusts: TrustContexts
    /// What is never to be shown, whatever the request.
    private let secrets: SecretMask
    private let readIdentity: @Sendable (String) throws -> ClientIdentity
    private let pool = ConnectionPool()

    init(environment: CheckEnvironment, group: any EventLoopGroup) {
        self.resolver = AddressResolver(
            localNames: environment.localNames, localDomains: environment.localDomains,
            addresses: environment.addresses)
        self.secrets = environment.secrets
        self.readIdentity = environment.identity
        self.group = group
        self.trusts = TrustContexts(authorityPEM: environment.authorityPEM)
    }

    /// Closes the idle connections; those in use are closed as they are given back.
    func shutdown() async { await pool.close() }

    /// What must not be shown of this request and its response.
    func secrets(of request: RequestSpecification) -> SecretMask { secrets.union(SecretHeaders.secrets(of: request)) }

    /// Makes one exchange.
    ///
    /// - Parameters:
    ///   - timeout: for all of it, from the name's look-up to the body's last byte.
    ///   - judgingTime: when certificates are judged, if not at the moment itself.
    ///   - isIsolated: with a connection of its own, opened for it and closed after it.
    func exchange(
        _ request: RequestSpecification, timeout: Duration, judgingTime: JudgingTime? = nil, isIsolated: Bool = false
    ) async -> Exchange {
        let interruption = Interruption()
        let secrets = secrets(of: request)
        return await withTaskCancellationHandler {
            var record = ExchangeRecord(method: request.method, url: request.url.description)
            do throws(ExchangeFailure) {
                let attempt = Attempt(
                    request: request, identity: try identity(for: request), judgingTime: judgingTime, timeout: timeout,
                    isIsolated: isIsolated, interruption: interruption)
                let (response, facts, isReused) = try await perform(attempt)
                record.note(facts)
                record.note(response, without: secrets)
                record.isReused = isReused
                return Exchange(record: record, result: .success(response))
            } catch {
                var failure = error
                if interruption.isInterrupted { failure.cause = .interrupted }
                record.note(failure.facts)
                if let partial = failure.response { record.note(partial, without: secrets) }
                if case .reason(let reason) = failure.cause { record.failure = reason }
                record.failureDetail = PrintableText.escaped(failure.detail)
                return Exchange(record: record, result: .failure(failure))
            }
        } onCancel: {
            interruption.interrupt()
        }
    }

    /// The certificate that a request shows, as it is on disk now: it may have been renewed.
    func identity(for request: RequestSpecification) throws(ExchangeFailure) -> ClientIdentity? {
        guard request.url.isSecure, let name = request.clientCertificate else { return nil }
        do {
            return try readIdentity(name)
        } catch {
            throw ExchangeFailure(.unusable, detail: "the client's certificate \(name) cannot be read: \(error)")
        }
    }

    private typealias Answer = (HTTPResponse, ConnectionFacts, isReused: Bool)

    private func perform(_ attempt: Attempt) async throws(ExchangeFailure) -> Answer {
        let key = ConnectionKey(attempt)
        if attempt.mayReuse, let connection = pool.take(key) {
            do throws(ExchangeFailure) {
                let response = try await exchange(attempt, over: connection, key: key)
                return (response, connection.facts, true)
            } catch {
                if !error.isStaleConnection || attempt.interruption.isInterrupted { throw error }
            }
        }
        let connection = try await connect(attempt)
        let response = try await exchange(attempt, over: connection, key: key)
        return (response, connection.facts, false)
    }

    private func exchange(
        _ attempt: Attempt, over connection: HTTPConnection, key: ConnectionKey
    ) async throws(ExchangeFailure) -> HTTPResponse {
        let response = try await connection.exchange(
            head: attempt.head, body: attempt.request.body, deadline: attempt.deadline, timeout: attempt.timeout,
            interruption: attempt.interruption)
        if response.keepsAlive { pool.put(connection, for: key) }
        return response
    }
}
