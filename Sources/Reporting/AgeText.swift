/// How long something has been there, in one unit.
enum AgeText {
    /// `12 s`, `2 min`, `3 h`, `5 d`: rounded down.
    ///
    /// - Parameter seconds: what a clock that was set back makes negative counts as none.
    static func of(seconds: Double) -> String {
        let whole = Int(min(max(seconds.isFinite ? seconds : 0, 0), 1e12))
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3_600: return "\(whole / 60) min"
        case ..<86_400: return "\(whole / 3_600) h"
        default: return "\(whole / 86_400) d"
        }
    }
}
