import Linux
internal import StackModel
import Trust

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
}
