import Glibc
import Linux
import StackModel
import Supervision

/// A supervisor in a process of its own, for tests that kill it.
///
/// usage: supervision-fixture STATE-FOLDER ADDRESS NAME PORT ARGUMENT... [-- NAME PORT ARGUMENT...]; a PORT of 0 is none. Says what
/// happens on standard output; ends after SIGTERM.
@main
struct SupervisionFixture {
    static func main() async throws {
        let stop = try stopPipe.get()
        signal(SIGTERM) { _ in
            if let stop = try? stopPipe.get() { _ = write(stop.writing.number, "x", 1) }
        }
        let arguments = Array(CommandLine.arguments.dropFirst())
        let plans = try arguments.dropFirst(2).split(separator: "--").map { words in
            let words = Array(words)
            guard words.count >= 3, let port = UInt16(words[1]), let address = InternetAddress(arguments[1]) else {
                throw SupervisionProblem("usage: supervision-fixture STATE-FOLDER ADDRESS NAME PORT ARGUMENT...")
            }
            return ServicePlan(
                name: words[0],
                run: .process(
                    ProcessPlan(arguments: Array(words[2...]), environment: [], workingDirectory: "/")),
                listeners: port == 0 ? [] : [ListenerPlan(address: address, port: port)],
                readiness: port == 0 ? .started : .listen, gracePeriod: .milliseconds(200))
        }
        let supervisor = try Supervisor(
            plans: plans, stateDirectory: arguments[0], prober: { _ in .passed }, sink: { _ in },
            observer: { report in
                say("\(report.name) \(report.state.rawValue) \(report.failure ?? "")")
            })
        supervisor.start()
        say("outcome \(await supervisor.whenReady())")
        let thread = try EventThread.shared()
        var byte: [UInt8] = [0]
        while try stop.reading.read(into: &byte) == nil { await thread.sleep(until: .now + .milliseconds(5)) }
        supervisor.requestStop()
        await supervisor.whenFinished()
        say("finished")
    }
}

/// A line at once, whatever standard output is.
private func say(_ text: String) {
    let line = text + "\n"
    line.withCString { _ = write(1, $0, strlen($0)) }
}

/// What SIGTERM is told of by: made before its handler, which may do no more than write.
private let stopPipe = Result { () throws(SystemError) in try OutputPipe() }
