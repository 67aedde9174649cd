import ArgumentParser
import StackRunner

/// The password of a PKCS #12 file. It is never taken from the command line, which every user of the machine can see.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file whose first line is the PKCS #12 file's password; default: changeit.", valueName: "path"))
    var passwordFile: String?

    func read() throws -> String {
        guard let passwordFile else { return "changeit" }
        do {
            return try FirstLine.read(passwordFile)
        } catch {
            throw ValidationError("\(passwordFile) \(error.words)")
        }
    }
}
