import Glibc
import Linux
import StackModel
import Supervision

/// A supervisor in a process of its own, for tests that kill it.
///
/// usage: supervision-fixture STATE-FOLDER NAME PORT ARGUMENT... [-- NAME PORT ARGUMENT...]; a PORT of 0 is none. Says what
/// happens on standard output; ends after SIGTERM.
@main
struct SupervisionFixture {
    static func main() async throws {
        setvbuf(stdout, nil, _IOLBF, 0)
        let arguments = Array(CommandLine.arguments.dropFirst())
        let plans = try arguments.dropFirst().split(separator: "--").map { words in
            let words = Array(words)
            guard words.count >= 3, let port = UInt16(words[1]), let loopback = InternetAddress("127.0.0.1") else {
                throw SupervisionProblem("usage: supervision-fixture STATE-FOLDER NAME PORT ARGUMENT...")
            }
            return ServicePlan(
                name: words[0],
                run: .process(
                    ProcessPlan(arguments: Array(words[2...]), environment: [], workingDirectory: "/")),
                listeners: port == 0 ? [] : [ListenerPlan(address: loopback, port: port)],
                readiness: port == 0 ? .started : .listen, gracePeriod: .milliseconds(200))
        }
        let supervisor = try Supervisor(
            plans: plans, stateDirectory: arguments[0], prober: { _ in .passed }, sink: { _ in },
            observer: { report in
                print(report.name, report.state.rawValue, report.failure ?? "")
            })
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        supervisor.start()
        print("outcome", await supervisor.whenReady())
        for note in supervisor.notes() { print("note", note) }
        let wanted = signals
        await withCheckedContinuation { continuation in
            var thread = pthread_t()
            let waiter = Unmanaged.passRetained(Waiter(signals: wanted) { continuation.resume() })
            pthread_create(
                &thread, nil,
                { argument in
                    guard let argument else { return nil }
                    let waiter = Unmanaged<Waiter>.fromOpaque(argument).takeRetainedValue()
                    var signals = waiter.signals
                    var number: Int32 = 0
                    sigwait(&signals, &number)
                    waiter.done()
                    return nil
                }, waiter.toOpaque())
        }
        supervisor.requestStop()
        await supervisor.whenFinished()
        print("finished")
    }
}

/// What the thread that waits for a signal needs.
private final class Waiter: Sendable {
    let signals: sigset_t
    let done: @Sendable () -> Void

    init(signals: sigset_t, done: @escaping @Sendable () -> Void) {
        self.signals = signals
        self.done = done
    }
}
