import Certificates
import Diagnostics
import StackModel

/// What can be asked of a store.
enum StoreAct: CaseIterable {
    case prepare
    case renewLeaves
    case renewAuthority
    case inspect

    func perform(on store: CertificateStore, _ collector: inout DiagnosticCollector) -> [CertificateReport] {
        switch self {
        case .prepare: store.prepare(collector: &collector)
        case .renewLeaves: store.renew(authorityToo: false, collector: &collector)
        case .renewAuthority: store.renew(authorityToo: true, collector: &collector)
        case .inspect: store.inspect(collector: &collector)
        }
    }
}
