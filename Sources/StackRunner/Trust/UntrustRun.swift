import Certificates
internal import Diagnostics
import Linux
package import StackModel
package import Trust

/// `devstack certs untrust`: what `devstack certs trust` did is undone.
package struct UntrustRun: Sendable {
    private let files: [String]
    private let kinds: Set<StoreKind>
    private let isAgreed: Bool
    private let isForAll: Bool

    /// - Parameters:
    ///   - kinds: the kinds of stores; when empty, all.
    ///   - isForAll: whether to undo it for every authority that was ever trusted; then no stack file is needed.
    package init(files: [String], kinds: Set<StoreKind>, isAgreed: Bool, isForAll: Bool) {
        self.files = files
        self.kinds = kinds.isEmpty ? Set(StoreKind.allCases) : kinds
        self.isAgreed = isAgreed
        self.isForAll = isForAll
    }

    package func run() -> ExitStatus {
        let desk = TrustDesk()
        do throws(Diagnostic) {
            let records = try desk.records()
            let keeper = StoreKeeper(records: records)
            if isForAll {
                let known = desk.undoings(of: records.records(), kinds, keeper, records)
                if known.isEmpty { desk.show(lines: ["there is no record of a store that devstack changed"]) }
                _ = try desk.undo(known, isAgreed, keeper)
                return .success
            }
            guard let store = try desk.store(files) else { return .badStackFile }
            let anchor = try? store.trustAnchor()
            let known = desk.undoings(
                of: records.records().filter { $0.authorityFile == store.authorityFile || $0.label == anchor?.label },
                kinds, keeper, records)
            guard try desk.undo(known, isAgreed, keeper) else { return .success }
            // What somebody did by hand, or from another account; after the rest, since stores pass authorities on.
            var planner = UndoPlanner(keeper)
            var passedOn: [TrustStore] = []
            if let anchor {
                for store in desk.finder(anchor, records).find(kinds).stores where store.holds(anchor) {
                    if store.hasOwnName { planner.add(store, anchor: anchor) } else { passedOn.append(store) }
                }
            }
            _ = try desk.undo(planner.undoings, isAgreed, keeper)
            for store in passedOn where anchor.map(store.holds) == true {
                desk.show(lines: [
                    "\(store.title) has it from the system's store; the system's own hook takes it out when it runs: update-ca-certificates --fresh"
                ])
            }
            if known.isEmpty, planner.undoings.isEmpty, passedOn.isEmpty {
                desk.show(lines: ["no store on this machine trusts it, as far as devstack knows"])
            }
            return .success
        } catch {
            desk.show(error)
            return error.code == TrustCode.notAgreed.rawValue ? .badCommandLine : .badCertificates
        }
    }
}
