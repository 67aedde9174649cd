package import Diagnostics
internal import StackModel

/// Names for a certificate that no stack file asks for: judged as a stack file's are, by the same words.
package struct NamesOnCommandLine {
    /// The names that are right, in their one spelling.
    package private(set) var names: [String] = []
    /// The entries of `--permit` that are right, in their one spelling.
    package private(set) var permit: [String] = []
    /// What is wrong, and what is only unwise. They stand nowhere.
    package private(set) var mistakes: [Diagnostic] = []

    /// - Parameters:
    ///   - names: as `certificates` takes them.
    ///   - permit: as `authority.permit` takes them; a range of addresses such as `10.0.0.0/8` is left for the authority
    ///     to judge.
    package init(names: [String], permit: [String] = []) {
        for text in names {
            do {
                self.names.append(try CertificateName(parsing: text).description)
            } catch {
                mistakes.append(Diagnostic(error))
            }
        }
        for text in permit {
            if let slash = text.firstIndex(of: "/"), IPAddress(String(text[..<slash])) != nil {
                self.permit.append(text)
                continue
            }
            do {
                let name = try HostName(parsing: text)
                if let complaint = name.complaintAsPermit {
                    mistakes.append(Diagnostic(complaint))
                    if complaint.code != .widePermit { continue }
                }
                self.permit.append(name.description)
            } catch {
                mistakes.append(Diagnostic(error))
            }
        }
    }
}

extension Diagnostic {
    fileprivate init(_ error: HostNameError) {
        self.init(error.code, error.message, at: nil, remedy: error.remedy)
    }
}
