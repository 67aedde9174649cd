package import StackModel

extension StackFileReader {
    /// A stack in the language's own words with every default filled in, as a document of the file's shape.
    ///
    /// Two stacks with the same words are the same, wherever in whatever files they were said.
    package static func words(of stack: Stack) -> JSONValue {
        let nothing = Variables(environment: [:], file: [:])
        return StackDescription(root: nil, finder: OriginFinder(variables: nothing)).value(of: stack)
            .json(showsOrigins: false)
    }
}
