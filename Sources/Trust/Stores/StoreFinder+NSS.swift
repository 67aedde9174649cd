import Glibc

extension StoreFinder {
    private static let database = "cert9.db"
    /// What NSS keeps a database in (sql form).
    private static let files = [database, "key4.db", "pkcs11.txt"]
    private static let browsers = [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "brave-browser", "microsoft-edge",
    ]

    /// Chromium's database and each profile of Firefox, also those of Snap and Flatpak.
    func findDatabases(_ stores: inout [TrustStore], _ obstacles: inout [String]) {
        guard let home = environment["HOME"], !home.isEmpty else { return }
        var folders = ["\(home)/.pki/nssdb", "\(dataHome(home))/pki/nssdb"]
        folders += names(in: "\(home)/snap").map { "\(home)/snap/\($0)/current/.pki/nssdb" }
        folders += names(in: "\(home)/.var/app").map { "\(home)/.var/app/\($0)/.pki/nssdb" }
        let profiles = [
            "\(home)/.mozilla/firefox", "\(home)/.config/mozilla/firefox",
            "\(home)/snap/firefox/common/.mozilla/firefox", "\(home)/.var/app/org.mozilla.firefox/.mozilla/firefox",
        ]
        folders += profiles.flatMap { profile in names(in: profile).map { "\(profile)/\($0)" } }
        var found = folders.filter { access("\($0)/\(Self.database)", F_OK) == 0 }
        // Chromium makes its database when it first needs one; a new one, in the place that every version looks at, serves as well.
        let isMissing = !found.contains { $0.hasSuffix("/pki/nssdb") || $0 == folders[0] }
        if isMissing, Self.browsers.contains(where: { programs.program($0) != nil }) { found.insert(folders[0], at: 0) }
        guard !found.isEmpty else { return }
        guard programs.program("certutil") != nil else {
            obstacles.append(
                "\(found.joined(separator: ", ")) can only be changed by certutil, which is not installed "
                    + "(Debian: libnss3-tools; Fedora: nss-tools; Arch: nss)")
            return
        }
        stores += found.map(databaseStore)
    }

    private func dataHome(_ home: String) -> String {
        environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.local/share"
    }

    private func databaseStore(_ folder: String) -> TrustStore {
        let place = ["-d", "sql:" + folder]
        func command(_ words: [String]) -> StoreCommand { StoreCommand(arguments: words, needsRoot: false) }
        let making =
            access("\(folder)/\(Self.database)", F_OK) == 0
            ? []
            : [
                command(["mkdir", "-p", "-m", "700", folder]),
                command(["certutil", "-N"] + place + ["--empty-password"]),
            ]
        let name = folder.contains("firefox") ? "Firefox's profile" : "the NSS database"
        return TrustStore(
            kind: .nss, place: folder, title: "\(name) \(folder)",
            watched: missingParents(of: folder) + Self.files.map { "\(folder)/\($0)" },
            additions: making + [
                command(["certutil", "-A"] + place + ["-t", "C,,", "-n", anchor.label, "-i", certificateFile])
            ],
            removals: [command(["certutil", "-D"] + place + ["-n", anchor.label])],
            evidence: .command(["certutil", "-L"] + place + ["-n", anchor.label]))
    }

    /// The folder and those above it that are not there yet, so that what is made is unmade as well.
    private func missingParents(of folder: String) -> [String] {
        var missing: [String] = []
        var path = folder[...]
        while !path.isEmpty, access(String(path), F_OK) != 0 {
            missing.append(String(path))
            path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        }
        return missing
    }
}
