internal import Glibc
import Linux
internal import NIOCore
import NIOHTTP1
internal import StackModel
import TLS

extension ExchangeFailure {
    /// Gives an error of NIO, of its HTTP parser or of the TLS handler the stack file's word.
    init(classifying error: any Error) {
        switch error {
        case let failure as ExchangeFailure: self = failure
        case let failure as TLSFailure:
            self.init(failure.reason, detail: failure.detail)
            facts.chain = failure.chain
        case let failure as IOError: self.init(errorNumber: failure.errnoCode)
        case ChannelError.connectTimeout: self.init(.timeout, detail: "the connection was not accepted in time")
        case let failure as ChannelError: self.init(.closed, detail: "the connection was closed (\(failure))")
        case HTTPParserError.invalidEOFState: self.init(.truncated, detail: "the response ends before it is complete")
        case let failure as HTTPParserError:
            let fault = failure.fault
            self.init(.badResponse, detail: fault?.words ?? "it is no HTTP (\(failure))")
            explanation = fault?.explanation
        case is CancellationError: self.init(.interrupted, detail: "interrupted")
        default: self.init(.unusable, detail: "\(error)")
        }
    }

    private init(errorNumber: CInt) {
        let detail = SystemError("", code: errorNumber).reason
        switch errorNumber {
        case ECONNREFUSED: self.init(.refused, detail: detail)
        case ECONNRESET, EPIPE, ECONNABORTED: self.init(.reset, detail: detail)
        case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT, ENETDOWN, EHOSTDOWN, EACCES, EPERM, EINVAL:
            self.init(.unreachable, detail: detail)
        case ETIMEDOUT: self.init(.timeout, detail: detail)
        default: self.init(.unusable, detail: detail)
        }
    }
}
