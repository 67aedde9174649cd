import Glibc
import StackFile
package import StackModel

/// `devstack config --schema`: the JSON Schema of the stack file.
package struct SchemaRun: Sendable {
    package init() {}

    package func run() -> ExitStatus {
        guard let code = StandardStream.write(StackFileSchema.text, to: STDOUT_FILENO), code != EPIPE else {
            return .success
        }
        StandardStream.write("the schema could not be written: \(String(cString: strerror(code)))\n", to: STDERR_FILENO)
        return .internalFault
    }
}
