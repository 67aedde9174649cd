internal import Reporting
internal import StackModel

extension ServiceReport {
    /// That it ended by itself while it was checked, and was started again: a green check of a crash loop is luck.
    var restartNote: String? {
        guard restarts > 0, state != .failed else { return nil }
        let ending = lives.compactMap(\.ending).last.map { "; last, \($0)" } ?? ""
        return "\(name) ended by itself and was started again \(restarts == 1 ? "once" : "\(restarts) times")\(ending)"
    }
}
