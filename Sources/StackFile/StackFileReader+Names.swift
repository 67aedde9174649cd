internal import Diagnostics

extension StackFileReader {
    /// The names of the checks, or of the services, of a stack file, for a shell that completes them: as far as its YAML can be read, whatever else
    /// is wrong with it.
    ///
    /// - Parameter word: `checks` or `services`.
    package static func names(of word: String, path: String) -> [String] {
        do throws(Diagnostic) {
            let bytes = try StackFileBytes.read(path)
            let source = YAMLSource(try StackFileBytes.text(bytes[...], path: path), file: path)
            var builder = TreeBuilder(bytes[...], source: source)
            let map = try builder?.build()?.entries?.first { $0.key.text == word }
            return map?.value.entries?.map(\.key.text) ?? []
        } catch {
            return []
        }
    }
}
