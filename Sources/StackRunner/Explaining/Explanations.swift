import Certificates
package import Diagnostics
import StackFile

/// Every code that devstack reports anywhere, explained: what `devstack explain` and docs/messages.md show.
package enum Explanations {
    /// In the order of the pipeline: the stack file, certificates, who trusts them, the run.
    package static var all: [CodeExplanation] {
        MistakeCode.explanations + CertificateCode.explanations + TrustCode.explanations + RunCode.explanations
    }
}
