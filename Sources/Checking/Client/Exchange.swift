internal import StackModel

/// One exchange: what a report shows of it, and what the expectations are judged by.
struct Exchange: Sendable {
    var record: ExchangeRecord
    var result: Result<HTTPResponse, ExchangeFailure>
}
