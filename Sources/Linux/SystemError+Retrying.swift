import Glibc

extension SystemError {
    /// The result of a system call, made again when a signal interrupted it (EINTR).
    ///
    /// Throws the call's error when it gives -1.
    package static func retrying<Result: FixedWidthInteger & SignedInteger>(
        _ call: String, _ subject: String? = nil, _ body: () -> Result
    ) throws(SystemError) -> Result {
        while true {
            let result = body()
            guard result == -1 else { return result }
            let code = errno
            guard code == EINTR else { throw SystemError(call, subject, code: code) }
        }
    }
}
