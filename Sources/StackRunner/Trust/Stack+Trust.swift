internal import Diagnostics
import Linux
internal import StackModel
internal import Trust

extension Stack {
    /// What makes the clients of this environment trust the stack's authority; its files are in place. Without certificates nothing.
    ///
    /// - Throws: `SystemError` when the authority cannot be read or a bundle cannot be written.
    func clientTrust() throws(SystemError) -> [EnvironmentVariable] {
        guard !certificates.isEmpty else { return [] }
        try UnversionedFolder.make(stateDirectory)
        return try ClientTrust(authorityFile: certificateStore.authorityFile, stateDirectory: stateDirectory)
            .variables(environment: ProcessEnvironment.variables)
    }

    /// Tells which truststore keeps Java from trusting the stack's authority by these variables.
    func truststoreFinding(_ variables: [EnvironmentVariable]) -> Diagnostic? {
        guard !variables.contains(where: { $0.name == "JAVA_TOOL_OPTIONS" }) else { return nil }
        return ClientTrust(authorityFile: certificateStore.authorityFile, stateDirectory: stateDirectory)
            .unreadTruststore(environment: ProcessEnvironment.variables).map(Diagnostic.unreadTruststore)
    }

    /// Tells where an authority is still trusted that the present one has replaced.
    func trustFindings() -> [Diagnostic] {
        guard let records = RecordFolder(environment: ProcessEnvironment.variables)?.records(), !records.isEmpty,
            let anchor = try? certificateStore.trustAnchor()
        else { return [] }
        let file = certificateStore.authorityFile
        let titles = records.filter { $0.authorityFile == file && $0.label != anchor.label }.flatMap(\.titles)
        return titles.isEmpty ? [] : [.stillTrusted(by: titles)]
    }
}
