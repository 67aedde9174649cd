internal import StackModel

/// Where mkcert keeps its authority on Linux (`mkcert -CAROOT`).
struct MkcertAuthority {
    /// `nil` when nothing says where the user's data is.
    let folder: String?

    init(_ variables: Variables) {
        func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
        folder =
            value("CAROOT") ?? value("XDG_DATA_HOME").map { $0 + "/mkcert" }
            ?? value("HOME").map { $0 + "/.local/share/mkcert" }
    }

    func source(in folder: String) -> AuthoritySettings.Source {
        .existing(certificate: folder + "/rootCA.pem", key: folder + "/rootCA-key.pem")
    }
}
