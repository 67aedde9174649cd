import Certificates
import Diagnostics
import Linux
package import StackModel
package import Trust

/// `devstack certs untrust`: what `devstack certs trust` did is undone.
package struct UntrustRun: Sendable {
    private let file: String?
    private let kinds: Set<StoreKind>
    private let isAgreed: Bool
    private let isForAll: Bool

    /// - Parameters:
    ///   - kinds: the kinds of stores; when empty, all.
    ///   - isForAll: whether to undo it for every authority that was ever trusted; then no stack file is needed.
    package init(file: String?, kinds: Set<StoreKind>, isAgreed: Bool, isForAll: Bool) {
        self.file = file
        self.kinds = kinds.isEmpty ? Set(StoreKind.allCases) : kinds
        self.isAgreed = isAgreed
        self.isForAll = isForAll
    }

    package func run() -> ExitStatus {
        let desk = TrustDesk()
        do throws(Diagnostic) {
            let records = try desk.records()
            let keeper = StoreKeeper(records: records)
            var undoings: [Undoing]
            if isForAll {
                undoings = desk.undoings(of: records.records(), kinds, keeper, records)
            } else {
                guard let stack = desk.load(file) else { return .badStackFile }
                let store = stack.certificateStore
                let anchor = try? store.trustAnchor()
                let known = records.records().filter {
                    $0.authorityFile == store.authorityFile || $0.label == anchor?.label
                }
                undoings = desk.undoings(of: known, kinds, keeper, records)
                // What somebody did by hand, or from another account's record.
                if let anchor {
                    let recorded = undoings.map(\.title)
                    var planner = UndoPlanner(keeper)
                    for store in desk.finder(anchor, records).find(kinds).stores
                    where !recorded.contains(store.title) && store.holds(anchor) {
                        planner.add(store, anchor: anchor)
                    }
                    undoings += planner.undoings
                }
            }
            guard !undoings.isEmpty else {
                desk.show(lines: ["no store on this machine trusts it, as far as devstack knows"])
                return .success
            }
            desk.show(lines: TrustWords.plan(undoing: undoings))
            guard try desk.agrees(isAgreed || undoings.allSatisfy { $0.commands.isEmpty }) else { return .success }
            try desk.undo(undoings, keeper)
            return .success
        } catch {
            desk.show(error)
            return error.code == "T006" ? .badCommandLine : .badCertificates
        }
    }
}
