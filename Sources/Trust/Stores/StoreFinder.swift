import Glibc
internal import Linux
package import StackModel

/// Looks for the stores of a machine.
package struct StoreFinder: Sendable {
    let anchor: TrustAnchor
    /// A PEM file of the anchor alone, which the stores' tools read.
    let certificateFile: String
    let environment: [String: String]
    /// In front of every path of the system: empty but in tests.
    let root: String

    package init(anchor: TrustAnchor, certificateFile: String, environment: [String: String]) {
        self.init(anchor: anchor, certificateFile: certificateFile, environment: environment, root: "")
    }

    init(anchor: TrustAnchor, certificateFile: String, environment: [String: String], root: String) {
        self.anchor = anchor
        self.certificateFile = certificateFile
        self.environment = environment
        self.root = root
    }

    /// The stores of these kinds that there are, and what stands in the way of a change to others.
    package func find(_ kinds: Set<StoreKind>) -> (stores: [TrustStore], obstacles: [String]) {
        var stores: [TrustStore] = []
        var obstacles: [String] = []
        if kinds.contains(.system) { stores += systemStore().map { [$0] } ?? [] }
        if kinds.contains(.nss) { findDatabases(&stores, &obstacles) }
        if kinds.contains(.java) { findTruststores(&stores, &obstacles) }
        return (stores, obstacles)
    }

    var programs: SearchPath { SearchPath(environment["PATH"]).withAdministration() }

    /// A command on files in these places; root's where the user may not write to one of them.
    func command(_ arguments: [String], writing places: String...) -> StoreCommand {
        StoreCommand(arguments: arguments, needsRoot: places.contains { access($0, W_OK) != 0 })
    }

    /// The names in a folder, sorted; none when it cannot be read.
    func names(in folder: String) -> [String] { (FolderNames.of(folder) ?? []).sorted() }
}
