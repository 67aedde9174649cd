import Certificates
internal import Diagnostics
import Glibc
import Linux
package import StackModel
package import Trust

/// `devstack certs trust`: the machine's own stores come to trust the stack's authority.
package struct TrustRun: Sendable {
    private let files: [String]
    private let kinds: Set<StoreKind>
    private let isAgreed: Bool
    private let allowsAnyName: Bool

    /// - Parameters:
    ///   - kinds: the kinds of stores; when empty, the system's and the browsers'.
    ///   - isAgreed: whether the user has said yes already.
    ///   - allowsAnyName: whether an authority that may certify every name is taken as well.
    package init(files: [String], kinds: Set<StoreKind>, isAgreed: Bool, allowsAnyName: Bool) {
        self.files = files
        self.kinds = kinds
        self.isAgreed = isAgreed
        self.allowsAnyName = allowsAnyName
    }

    package func run() -> ExitStatus {
        let desk = TrustDesk()
        do throws(Diagnostic) {
            // Under sudo nothing at all is made.
            let records = try desk.records()
            guard let store = try desk.store(files) else { return .badStackFile }
            let (anchor, authorityFile) = (try desk.anchor(of: store), store.authorityFile)
            guard anchor.permitted != nil || allowsAnyName else { throw .anyName(authorityFile) }
            // An authority that this one has replaced goes first, and where it was trusted this one is.
            let keeper = StoreKeeper(records: records)
            let replaced = records.records().filter { $0.authorityFile == authorityFile && $0.label != anchor.label }
            let usual = replaced.reduce([.system, .nss] as Set<StoreKind>) { $0.union($1.kinds) }
            let wanted = kinds.isEmpty ? usual : kinds
            desk.show(lines: TrustWords.lines(of: anchor, file: authorityFile))
            guard try desk.undo(desk.undoings(of: replaced, wanted, keeper, records), isAgreed, keeper) else {
                return .success
            }
            try trust(anchor, authorityFile, desk.finder(anchor, records).find(wanted), keeper, desk)
            return .success
        } catch {
            desk.show(error)
            return error.code == TrustCode.notAgreed.rawValue ? .badCommandLine : .badCertificates
        }
    }

    private func trust(
        _ anchor: TrustAnchor, _ authorityFile: String, _ found: (stores: [TrustStore], obstacles: [String]),
        _ keeper: StoreKeeper, _ desk: TrustDesk
    ) throws(Diagnostic) {
        let trusting = found.stores.filter { $0.holds(anchor) }
        let due = found.stores.filter { !trusting.contains($0) }
        desk.show(lines: trusting.map { "\($0.title) trusts it already" } + found.obstacles)
        guard !due.isEmpty else {
            guard !trusting.isEmpty else { throw .noStore(found.obstacles) }
            return
        }
        desk.show(lines: TrustWords.plan(adding: due))
        guard try desk.agrees(isAgreed) else { return }
        // One may come to trust it by another: Debian's passes authorities on to Java.
        for store in due where !store.holds(anchor) {
            do throws(StoreFailure) {
                try keeper.trust(store, anchor, authorityFile: authorityFile)
            } catch {
                throw .unchanged(store.title, error)
            }
        }
        desk.show(lines: due.map { "\($0.title) trusts it now" })
        if due.contains(where: { $0.kind != .system }) {
            desk.show(lines: ["programs that run already see it after their next start"])
        }
    }
}
