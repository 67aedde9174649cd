import Glibc
import Linux
internal import StackModel

/// The other end of `DetachedRun`: a `devstack up` that nobody watches once the stack is up.
enum Detachment {
    /// The services are not to have the descriptor.
    static func begin() {
        _ = fcntl(DetachedProgram.newsDescriptor, F_SETFD, FD_CLOEXEC)
    }

    /// Lets the one that waits go on, and the terminal with it: from now on output goes to a file of the stack's state.
    static func finish(_ status: ExitStatus, log path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        let nothing = file >= 0 ? file : open("/dev/null", O_WRONLY | O_CLOEXEC)
        if nothing >= 0 {
            dup2(nothing, STDOUT_FILENO)
            dup2(nothing, STDERR_FILENO)
            close(nothing)
        }
        var byte = UInt8(truncatingIfNeeded: status.rawValue)
        _ = write(DetachedProgram.newsDescriptor, &byte, 1)
        close(DetachedProgram.newsDescriptor)
    }
}
