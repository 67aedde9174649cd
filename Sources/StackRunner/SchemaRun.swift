import StackFile
package import StackModel

/// `devstack config --schema`: the JSON Schema of the stack file.
package struct SchemaRun: Sendable {
    package init() {}

    package func run() -> ExitStatus {
        let console = Console(format: .text)
        console.terminal.write(text: StackFileSchema.text)
        return console.isSaid ? .success : .internalFault
    }
}
