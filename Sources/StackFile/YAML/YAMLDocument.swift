internal import Diagnostics
package import StackModel

/// A YAML file of another program, as data.
package enum YAMLDocument {
    /// The one document's value by YAML 1.2's core schema, aliases and merge keys resolved; `nil` of what is no YAML.
    package static func value(of bytes: [UInt8]) -> JSONValue? {
        do throws(Diagnostic) {
            let content = StackFileContent(path: "", bytes: bytes).text
            let source = YAMLSource(try StackFileBytes.text(content, path: ""), file: "")
            guard var builder = TreeBuilder(content, source: source), let root = try builder.build() else { return nil }
            return json(root)
        } catch {
            return nil
        }
    }

    private static func json(_ node: Node) -> JSONValue {
        switch node.content {
        case .sequence(let elements): return .array(elements.map(json))
        case .mapping(let entries): return .object(entries.map { JSONValue.Member($0.key.text, json($0.value)) })
        case .scalar(let scalar):
            guard scalar.isPlain else { return .string(scalar.text) }
            switch CoreSchema.resolve(scalar.text) {
            case .null: return .null
            case .boolean(let value): return .bool(value)
            case .number(let number): return .number(number)
            case .unboundedNumber, .text: return .string(scalar.text)
            }
        }
    }
}
