import Certificates
internal import Diagnostics
import Glibc
import Linux
internal import StackModel
internal import Trust

/// What `trust` and `untrust` share: the stack, the records, the user's consent.
struct TrustDesk {
    let console = Console()

    func show(lines: [String]) { console.show(lines: lines) }

    func show(_ diagnostic: Diagnostic) { console.show([diagnostic]) }

    /// The stack's authority; without a stack file the user's own, which is that of `devstack certs issue`.
    ///
    /// - Returns: `nil` after mistakes in the stack file were shown.
    func store(_ files: [String]) throws(Diagnostic) -> CertificateStore? {
        var ignored = DiagnosticCollector()
        guard let paths = StackFileLocator().locate(named: files, collector: &ignored) else {
            return try UserAuthority(environment: ProcessEnvironment.variables).store()
        }
        var collector = DiagnosticCollector()
        guard let stack = StackLoader(files: paths).load(onto: console, collector: &collector) else { return nil }
        guard !stack.certificates.isEmpty else {
            var problem = Diagnostic.nothingToTrust(stack.file)
            problem.severity = .error
            throw problem
        }
        return stack.certificateStore
    }

    /// The authority that is to be trusted, made if it is missing.
    func anchor(of store: CertificateStore) throws(Diagnostic) -> TrustAnchor {
        var findings = DiagnosticCollector()
        _ = store.prepare(collector: &findings)
        console.show(findings.diagnostics.filter { $0.severity != .error })
        if let error = findings.diagnostics.first(where: { $0.severity == .error }) { throw error }
        do throws(SystemError) {
            return try store.trustAnchor()
        } catch {
            throw .unreadableAuthority(store.authorityFile, error)
        }
    }

    /// - Throws: under sudo, where the records and the browsers' databases would be root's.
    func records() throws(Diagnostic) -> RecordFolder {
        let environment = ProcessEnvironment.variables
        if geteuid() == 0, let user = environment["SUDO_USER"], user != "root" { throw .underSudo(user) }
        guard let records = RecordFolder(environment: environment) else { throw .noHome() }
        return records
    }

    func finder(_ anchor: TrustAnchor, _ records: RecordFolder) -> StoreFinder {
        StoreFinder(
            anchor: anchor, certificateFile: records.certificateFile(of: anchor.label),
            environment: ProcessEnvironment.variables)
    }

    /// How what these records tell of is to be undone.
    func undoings(
        of known: [TrustRecord], _ kinds: Set<StoreKind>, _ keeper: StoreKeeper, _ records: RecordFolder
    ) -> [Undoing] {
        var planner = UndoPlanner(keeper)
        for record in known {
            let file = records.certificateFile(of: record.label)
            guard let anchor = try? CertificateStore.trustAnchor(ofFile: file) else { continue }
            planner.add(record, kinds: kinds, stores: finder(anchor, records).find(kinds).stores, anchor: anchor)
        }
        return planner.undoings
    }

    /// Shows what it takes, asks, and does it.
    ///
    /// - Returns: whether the user said yes, or there was nothing to ask.
    func undo(_ undoings: [Undoing], _ isAgreed: Bool, _ keeper: StoreKeeper) throws(Diagnostic) -> Bool {
        show(lines: TrustWords.plan(undoing: undoings))
        guard try agrees(isAgreed || undoings.allSatisfy { $0.commands.isEmpty }) else { return false }
        for undoing in undoings {
            do throws(StoreFailure) {
                try keeper.undo(undoing)
            } catch {
                throw .unchanged(undoing.title, error)
            }
            show(lines: [TrustWords.done(undoing)])
        }
        return true
    }

    /// Asks the user, unless they have said yes already.
    ///
    /// - Throws: when there is no terminal to ask on.
    func agrees(_ isAgreed: Bool) throws(Diagnostic) -> Bool {
        if isAgreed { return true }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notAgreed() }
        StandardStream.write("Go on? [y/N] ", to: STDOUT_FILENO)
        let answer = readLine()?.lowercased() ?? ""
        if answer == "y" || answer == "yes" { return true }
        show(lines: ["nothing was changed"])
        return false
    }
}
