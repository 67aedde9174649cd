internal import StackModel

/// The JSON Schema of a stack file (draft 2020-12), made from the tables of words: for editors, and for programs that write
/// stack files.
///
/// It says what can be said of one value, or of the words of one map. What needs the rest of the file or the machine only
/// the decoder knows: names that must exist, ports that are taken, paths, circles, and whether a regular expression is one.
package enum StackFileSchema {
    /// JSON with a line for every element, and a line break at the end.
    package static var text: String { value.prettyText + "\n" }

    private static var value: JSONValue {
        Language.stack.outline.schema().adding([
            JSONValue.Member("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            JSONValue.Member("title", .string("devstack.yaml")),
            JSONValue.Member(
                "description",
                .string("What a local development stack is: its certificates, its services and its checks.")),
        ]).appending([JSONValue.Member("$defs", .object(SchemaDefinitions.all))])
    }
}
