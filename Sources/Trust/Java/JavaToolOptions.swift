/// The value of `JAVA_TOOL_OPTIONS`: options that every Java virtual machine takes (JVM Tool Interface, "JAVA_TOOL_OPTIONS").
///
/// Options stand between blanks; quotes of either kind take blanks in, and there is no escape character.
struct JavaToolOptions: Equatable {
    static let variable = "JAVA_TOOL_OPTIONS"
    private static let prefix = "-Djavax.net.ssl.trustStore"
    private static let base = "-Ddevstack.truststore.base"

    var options: [String]

    init(_ text: String) {
        options = []
        var option: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { option = (option ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                option = option ?? ""
            } else if character.isASCII, character.isWhitespace {
                if let option { options.append(option) }
                option = nil
            } else {
                option = (option ?? "") + String(character)
            }
        }
        if let option { options.append(option) }
    }

    /// The truststore that the last such option names.
    var truststore: String? { value(of: Self.prefix) }
    /// Its password.
    var truststorePassword: String? { value(of: Self.prefix + "Password") }
    /// The user's truststore from which devstack made the one that is named.
    var truststoreBase: String? { value(of: Self.base) }

    private func value(of name: String) -> String? {
        options.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
    }

    /// The same options with this truststore in place of any other.
    ///
    /// It needs no password, and a password does not hurt: the one of `base` stays, so that `base` can be read again.
    func naming(truststore: String, base: String?) -> JavaToolOptions {
        var changed = self
        let replaced = [Self.prefix, Self.prefix + "Type", Self.prefix + "Provider", Self.base].map { $0 + "=" }
        changed.options.removeAll { option in replaced.contains { option.hasPrefix($0) } }
        changed.options.append("\(Self.prefix)=\(truststore)")
        if let base { changed.options.append("\(Self.base)=\(base)") }
        return changed
    }

    var text: String { options.map(Self.quoted).joined(separator: " ") }

    /// Each run of characters in the quotes that it does not hold.
    private static func quoted(_ option: String) -> String {
        guard option.isEmpty || option.contains(where: { "'\"".contains($0) || $0.isWhitespace }) else { return option }
        var text = ""
        var rest = option[...]
        repeat {
            let quote: Character = rest.first == "'" ? "\"" : "'"
            let run = rest.prefix { $0 != quote }
            text += "\(quote)\(run)\(quote)"
            rest = rest.dropFirst(run.count)
        } while !rest.isEmpty
        return text
    }
}
