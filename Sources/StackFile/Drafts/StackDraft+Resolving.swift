internal import StackModel

extension StackDraft {
    /// The stack with every default filled in; `nil` of a draft that still has mistakes.
    func resolved(files: [String], directory: String) -> Stack? {
        let services = services.map { $0.resolved(directory: directory) }
        let checks = checks.map { $0.resolved(directory: directory) }
        let wholeServices = services.compactMap { $0 }
        let wholeChecks = checks.compactMap { $0 }
        guard wholeServices.count == services.count, wholeChecks.count == checks.count, let file = files.first else {
            return nil
        }
        let folder = directory.split(separator: "/").last.map(String.init) ?? "stack"
        return Stack(
            name: name ?? folder, file: file, directory: directory,
            authority: AuthoritySettings(
                directory: authority.directory ?? (directory == "/" ? "/certs" : directory + "/certs"),
                source: authority.source,
                permit: authority.permit.map { Located($0.value.description, at: $0.location) },
                intermediate: authority.intermediate ?? false),
            certificates: certificates.map { $0.resolved() }, services: wholeServices, checks: wholeChecks,
            furtherFiles: Array(files.dropFirst()))
    }
}
