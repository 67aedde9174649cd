import Reporting
import StackModel
import Testing

@Suite struct JSONPortsTests {
    private func text(_ report: PortReport) -> String {
        JSONValue.object(JSONReport.members(of: report, now: Sample.now)).prettyText
    }

    @Test func everyMemberIsThere() {
        var report = TerminalPortsTests.report
        report.asked = [8000]
        let declared = report.stack?.ports[1]
        report.stack?.ports = [declared].compactMap(\.self)
        report.listeners = [TerminalPortsTests.worker]
        report.listeners[0].owner = TerminalPortsTests.bees.owner
        report.listeners[0].holders.removeLast()
        #expect(
            text(report) == """
                {
                  "asked": [
                    8000
                  ],
                  "stack": {
                    "name": "birds",
                    "file": "/home/ada/birds/devstack.yaml",
                    "directory": "/home/ada/birds",
                    "up": true,
                    "pid": 812,
                    "ports": [
                      {
                        "service": "birds",
                        "port": 8000,
                        "addresses": [
                          "127.0.0.1",
                          "::1"
                        ],
                        "state": "taken",
                        "missing": [],
                        "remedy": "End it with `kill 991`, or choose another `port:`."
                      }
                    ]
                  },
                  "listeners": [
                    {
                      "address": "::",
                      "port": 8000,
                      "protocol": "tcp",
                      "dual_stack": true,
                      "user": "ada",
                      "uid": 1000,
                      "stack": "/home/ada/bees",
                      "stack_pid": 690,
                      "service": "api",
                      "processes": [
                        {
                          "pid": 991,
                          "command": "/usr/bin/python3 -m http.server 8000",
                          "user": "ada",
                          "uid": 1000,
                          "since": "\(DateText.second(Sample.now - 90_000))Z",
                          "age_seconds": 90000
                        }
                      ]
                    }
                  ],
                  "notes": [
                    "1 socket is held by somebody"
                  ]
                }
                """)
    }

    @Test func whatDoesNotApplyIsNull() {
        #expect(
            text(PortReport(listeners: [TerminalPortsTests.hidden])) == """
                {
                  "asked": [],
                  "stack": null,
                  "listeners": [
                    {
                      "address": "0.0.0.0",
                      "port": 5353,
                      "protocol": "udp",
                      "dual_stack": false,
                      "user": "avahi",
                      "uid": 112,
                      "stack": null,
                      "stack_pid": null,
                      "service": null,
                      "processes": []
                    }
                  ],
                  "notes": []
                }
                """)
    }

    @Test(arguments: [(PortReport.Presence.up(812), "true"), (.down, "false"), (.unknown, "null")])
    func whetherAStackIsUpMayBeUnknown(presence: PortReport.Presence, up: String) {
        var report = TerminalPortsTests.report
        report.stack?.presence = presence
        #expect(text(report).contains("\"up\": \(up),"))
        #expect(text(report).contains("\"pid\": \(presence == .up(812) ? "812" : "null"),"))
    }
}
