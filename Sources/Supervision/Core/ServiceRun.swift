internal import Linux
internal import StackModel

/// What the supervisor knows of a service beyond its phase.
struct ServiceRun {
    /// What the service writes to, our end.
    struct Output {
        var stream: LogLine.Stream
        var descriptor: Descriptor
        /// `nil` while it is not to be read.
        var token: EventThread.Token?
        var splitter = LineSplitter()
    }

    var warden: Warden?
    var wardenToken: EventThread.Token?
    var outputs: [Output] = []
    /// What it is handed at every start, until it is stopped: its ports, open.
    var sockets: [(name: String, descriptor: Descriptor)] = []
    var main: ProcessEntry?
    var mainExit: ProcessExit?
    /// Of the process that the warden has started.
    var startedPid: Int32?
    /// How often it is to give signs of life, by its own word.
    var watchdog: Duration?
    /// The sessions that its processes have made for themselves, when it was last looked.
    var sessions: [RunRecord.Entry] = []
    /// Of an in-process server: its start, which is awaited before its stop.
    var startTask: Task<Void, Never>?
    var isStopped = false
    /// Whether it holds its ports, and only its probe is awaited.
    var isProbed = false
    var probeTask: Task<Void, Never>?
    /// The health check that is under way.
    var examination: Task<Void, Never>?
    /// Why the last health check failed.
    var healthWords: String?
    /// The process that the program has named as its main one, while it is watched.
    var mainToken: EventThread.Token?
    /// Of a service that a line makes ready, until it is ready.
    var matcher: LogMatcher?
    /// The end of its main process, until what it wrote before has been looked at.
    var heldExit: (exit: ProcessExit, remain: Bool)?
    /// Of a service that tells itself when it is ready.
    var notifySocket: NotifySocket?
    var notifyToken: EventThread.Token?
    var notices = ServiceNotices()
    var isStatusDue = false
    /// Whether it was said that a notification was ignored.
    var hasComplained = false
    /// When it is to be ready.
    var deadline: SuspendingClock.Instant?
    /// When the last probe that failed began.
    var refusedAt: SuspendingClock.Instant?
    /// Why the last probe failed.
    var probeWords: String?
    /// How it ended before it listened, while what is left of it is ended too; then it is started once more.
    var earlyExit: ProcessExit?
    /// Why it could not be started.
    var startProblem: SupervisionProblem?
    /// Whether it was added to a stack that ran, whose ports had been looked at.
    var isLate = false
    /// Whether it was started before.
    var hasStarted = false
    /// How often it was begun anew.
    var turn = 0
    /// Its present run was asked for while the stack was up: when it fails soon, that is its asker's to know.
    var isAskedFor = false
    var readyAt: SuspendingClock.Instant?
    var report: ServiceReport
}

extension ServiceRun {
    init(of plan: ServicePlan, isLate: Bool = false) {
        self.init(isLate: isLate, report: ServiceReport(of: plan))
    }

    /// Forgets what was true of the run before.
    mutating func beginAnew() {
        turn += 1
        readyAt = nil
        main = nil
        mainExit = nil
        startedPid = nil
        watchdog = nil
        sessions = []
        startTask = nil
        isStopped = false
        isProbed = false
        notices = ServiceNotices()
        deadline = nil
        report.status = nil
        matcher = nil
        heldExit = nil
        probeWords = nil
        healthWords = nil
        refusedAt = nil
        startProblem = nil
        earlyExit = nil
        report.failure = nil
        report.remedy = nil
        report.lastLines = []
        report.readyAfter = nil
    }
}

extension ServiceReport {
    /// Of a service before its start.
    init(of plan: ServicePlan) {
        self.init(name: plan.name, state: .waiting, address: plan.address, ports: plan.ports)
    }
}
