import Checking
internal import StackModel
import Supervision

extension CurrentStack {
    /// What a service answers when it is asked whether it is ready.
    func answer(to request: ProbeRequest) async -> ProbeOutcome {
        guard let (prober, probed) = probing(request.service) else { return .failed("it is not there any more") }
        let port = probed.service.port?.value ?? 0
        let isVerified = probed.service.tls?.defect == nil
        switch request.question {
        case .http(let path, let status):
            return await prober.probe(
                port: port, path: path, tlsHost: probed.tlsHost, isVerified: isVerified, status: status,
                timeout: .seconds(5))
        case .tls:
            return await prober.probe(
                port: port, tlsHost: probed.tlsHost ?? "localhost", isVerified: isVerified, timeout: .seconds(5))
        }
    }
}
