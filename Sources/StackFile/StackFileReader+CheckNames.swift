internal import Diagnostics

extension StackFileReader {
    /// The names of the checks of a stack file, for a shell that completes them: as far as its YAML can be read, whatever else
    /// is wrong with it.
    package static func checkNames(path: String) -> [String] {
        do throws(Diagnostic) {
            let bytes = try StackFileBytes.read(path)
            let source = YAMLSource(try StackFileBytes.text(bytes[...], path: path), file: path)
            var builder = TreeBuilder(bytes[...], source: source)
            let checks = try builder?.build()?.entries?.first { $0.key.text == "checks" }
            return checks?.value.entries?.map(\.key.text) ?? []
        } catch {
            return []
        }
    }
}
