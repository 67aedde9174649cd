import Linux
internal import Reporting
package import StackModel

extension LogTime {
    /// What `--since` and `--until` take: how long ago, or a date and time.
    package init?(moment text: String) {
        guard let time = LogMoment.time(text, now: WallClock.now()) else { return nil }
        self = time
    }
}
