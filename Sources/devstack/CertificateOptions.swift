import ArgumentParser
import StackModel

/// What a certificate that no stack file describes is to be like.
struct CertificateOptions: ParsableArguments {
    @Option(help: "For how many days it is valid, 1 to 397.")
    var days = 90

    @Option(help: ArgumentHelp("Whom it proves its holder to be.", valueName: "server|client|both"))
    var usage: CertificateUsage = .server

    func validate() throws {
        guard (1...397).contains(days) else {
            throw ValidationError("--days takes 1 to 397: clients refuse a longer life")
        }
    }
}

extension CertificateUsage: ExpressibleByArgument {}
extension KeyKind: ExpressibleByArgument {}
