import Linux
internal import Reporting
package import StackModel

extension JudgingTime {
    /// What `--at` takes, counted from now; `nil` of anything else.
    package init?(commandLine text: String) {
        self.init(text, now: WallClock.now())
    }
}
