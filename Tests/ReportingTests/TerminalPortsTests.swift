import Diagnostics
import Reporting
import StackModel
import Testing

@Suite struct TerminalPortsTests {
    static let here = "/home/ada/birds"

    static func holder(_ pid: Int32, _ arguments: [String], age: Double = 125) -> ListenerReport.Holder {
        ListenerReport.Holder(
            pid: pid, arguments: arguments, user: "ada", userNumber: 1000, startedAt: Sample.now - age)
    }

    static func owner(_ service: String?) -> ListenerReport.Owner {
        ListenerReport.Owner(directory: here, service: service, runner: 812)
    }

    static let site = ListenerReport(
        address: "127.0.0.1", port: 1443, user: "ada", userNumber: 1000,
        holders: [holder(812, ["/usr/local/bin/devstack", "up"])], owner: owner("site"))
    static let worker = ListenerReport(
        address: "::", port: 8000, takesBothFamilies: true, user: "ada", userNumber: 1000,
        holders: [
            holder(991, ["/usr/bin/python3", "-m", "http.server", "8000"], age: 90_000), holder(995, ["python3"]),
        ]
    )
    static let debugger = ListenerReport(
        address: "127.0.0.1", port: 9229, user: "ada", userNumber: 1000, holders: [holder(820, ["node"], age: 5)],
        owner: owner("greeter"))
    static let bees = ListenerReport(
        address: "::1", port: 9999, user: "ada", userNumber: 1000,
        holders: [holder(700, ["bees\u{1B}[31m"], age: 7_300)],
        owner: ListenerReport.Owner(directory: "/home/ada/bees", service: "api", runner: 690))
    static let hidden = ListenerReport(
        transport: .udp, address: "0.0.0.0", port: 5353, user: "avahi", userNumber: 112)

    static let report = PortReport(
        stack: PortReport.Stack(
            name: "birds", file: here + "/devstack.yaml", directory: here, presence: .up(812),
            ports: [
                PortReport.Declared(
                    service: "site", port: 1443, addresses: ["127.0.0.1", "::1"], state: .up, listeners: [site]),
                PortReport.Declared(
                    service: "birds", port: 8000, addresses: ["127.0.0.1", "::1"], state: .taken, listeners: [worker],
                    remedy: "End it with `kill 991`, or choose another `port:`."),
                PortReport.Declared(
                    service: "greeter", port: 9000, addresses: ["::1"], state: .free, missing: ["::1"]),
            ]),
        listeners: [site, hidden, worker, debugger, bees], notes: ["1 socket is held by somebody"])

    private func text(
        _ report: PortReport, width: Int = 80, isCut: Bool = false, style: Style = .plain
    ) -> String {
        TerminalReporter(style: style, width: width, directory: Self.here)
            .portLines(report, now: Sample.now, isCut: isCut).joined(separator: "\n")
    }

    @Test func theStackThenOtherStacksThenTheMachine() {
        #expect(
            text(Self.report) == """
                birds (devstack.yaml) is up, pid 812
                  SERVICE  STATE  ADDRESS         PROTO  PID     USER  SINCE  COMMAND
                  site     up     127.0.0.1:1443  tcp    812     ada   2 min  /usr/local/bin/devstack up
                  birds    taken  *:8000          tcp    991 +1  ada   1 d    /usr/bin/python3 -m http.server 8000
                  fix  End it with `kill 991`, or choose another `port:`.
                  greeter  free   [::1]:9000      tcp    -       -     -      nobody
                  greeter  extra  127.0.0.1:9229  tcp    820     ada   5 s    node

                the stack in /home/ada/bees, pid 690
                  SERVICE  ADDRESS     PROTO  PID  USER  SINCE  COMMAND
                  api      [::1]:9999  tcp    700  ada   2 h    bees\\x1B[31m

                elsewhere on this machine
                  ADDRESS       PROTO  PID  USER   SINCE  COMMAND
                  0.0.0.0:5353  udp    -    avahi  -      not visible

                note: 1 socket is held by somebody
                """)
    }

    @Test func onATerminalALineFitsAndAProgramIsItsName() {
        let lines = text(Self.report, width: 73, isCut: true).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 73 })
        #expect(lines.contains { $0.hasSuffix("  devstack up") })
        #expect(lines.contains { $0.hasSuffix("  python3 ...") }, "\(lines)")
    }

    @Test(arguments: [
        (["/usr/sbin/nginx", "-g", "daemon off;"], "nginx -g daemon off;"),
        (["python3", "/srv/a.py"], "python3 /srv/a.py"),
        (["/opt/my app/run", "/x"], "run /x"), (["sshd: /usr/sbin/sshd -D"], "sshd: /usr/sbin/sshd -D"),
        (["/usr/sbin/apache2 -k /etc/x"], "apache2 -k /etc/x"), (["[kworker]"], "[kworker]"), (["/"], ""),
    ]) func aShortCommandIsWithoutItsFolder(arguments: [String], shown: String) {
        var listener = Self.site
        listener.owner = nil
        listener.holders = [Self.holder(1, arguments)]
        let last = text(PortReport(listeners: [listener]), isCut: true).split(separator: "\n").last ?? ""
        #expect(last.hasSuffix(("2 min  " + shown).trimmed), "\(last)")
    }

    @Test func withoutAStackThereIsTheMachineAlone() {
        #expect(
            text(PortReport(listeners: [Self.hidden])) == """
                  ADDRESS       PROTO  PID  USER   SINCE  COMMAND
                  0.0.0.0:5353  udp    -    avahi  -      not visible
                """)
        #expect(text(PortReport()) == "nobody listens on this machine")
        #expect(text(PortReport(asked: [7, 9])) == "nobody listens on port 7\nnobody listens on port 9")
    }

    @Test func aStackIsShownOnlyWhereItIsAskedFor() {
        var report = Self.report
        report.asked = [5353]
        report.stack?.ports = []
        report.listeners = [Self.hidden]
        report.notes = []
        #expect(text(report).hasPrefix("  ADDRESS"))
        report.asked = []
        #expect(text(report).hasPrefix("birds (devstack.yaml) is up, pid 812\n  no service has a port\n"))
    }

    @Test(arguments: [
        (PortReport.Presence.down, "is not up"), (.unknown, "may be up: that is not for you to see"),
    ]) func whatIsNotVisibleMayBeTheService(presence: PortReport.Presence, words: String) {
        var report = Self.report
        var listener = Self.hidden
        listener.transport = .tcp
        report.listeners = [listener]
        report.stack?.presence = presence
        report.stack?.ports = [
            PortReport.Declared(
                service: "dns", port: 5353, addresses: ["127.0.0.1"], state: .hidden, listeners: [listener])
        ]
        let text = text(report)
        #expect(text.hasPrefix("birds (devstack.yaml) \(words)\n"))
        #expect(text.contains(presence == .down ? "dns      taken" : "dns      hidden"))
    }

    @Test func secretsInCommandsAreMasked() {
        var report = Self.report
        report.stack?.ports[0].listeners[0].holders[0].arguments = ["api", "--token", "s3cret-s3cret"]
        report.listeners[0].holders[0].arguments = ["api", "--token", "s3cret-s3cret"]
        let masked = report.masked(by: SecretMask(["s3cret-s3cret"]))
        let all = text(masked) + JSONValue.object(JSONReport.members(of: masked, now: Sample.now)).prettyText
        #expect(!all.contains("s3cret"))
        #expect(all.contains("api --token ***"))
        #expect(report.masked(by: SecretMask()) == report)
    }

    @Test(arguments: [
        (-5, "0 s"), (0.9, "0 s"), (59.9, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (86_399, "23 h"),
        (86_400, "1 d"), (.infinity, "0 s"), (.nan, "0 s"),
    ]) func agesAreInOneUnit(seconds: Double, age: String) {
        var listener = Self.site
        listener.holders[0].startedAt = Sample.now - seconds
        #expect(text(PortReport(listeners: [listener])).contains("  \(age)"))
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmed: String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
