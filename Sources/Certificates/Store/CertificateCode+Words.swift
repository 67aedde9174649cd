extension CertificateCode {
    /// One line that says what this kind of trouble is.
    package var summary: String {
        switch self {
        case .folderUnusable: "The certificate folder cannot be opened or made."
        case .unreadable: "A file of the certificate folder cannot be read."
        case .corruptAuthority: "The authority's certificate or key is damaged."
        case .authorityKeyMissing: "The authority's private key is missing."
        case .authorityKeyMismatch: "The authority's key and certificate do not belong together."
        case .foreignAuthority: "The authority in the folder was not made by devstack."
        case .authorityExpired: "The authority has expired."
        case .authorityNotYetValid: "The authority is not valid yet."
        case .authorityEndsSoon: "The authority expires soon."
        case .authorityReplaced: "The authority was made anew."
        case .malformedName: "A certificate's name is of no kind that certificates have."
        case .nameNotPermitted: "A certificate's name is outside what the authority may certify."
        case .malformedPermit: "An entry of permit is neither a name nor an address."
        case .foreignFolder: "The certificate folder belongs to another user."
        case .unwritable: "A file of the certificate folder cannot be written."
        case .authorityCertificateMade: "The authority's certificate was missing, and was made anew for its key."
        case .keyOpenToOthers: "A private key can be read by other users."
        case .openSSL: "OpenSSL could not make a certificate."
        case .notMade: "A certificate has not been made yet."
        case .untidy: "The certificate folder has no .gitignore, and cannot be given one."
        case .certificateWithoutNames: "A certificate has no names."
        case .due: "A certificate is to be made anew by the next run."
        case .existingAuthorityUnusable: "An authority that somebody else made cannot sign."
        case .existingAuthorityStays: "An authority that somebody else made is not devstack's to renew."
        case .unusableRequest: "A certificate signing request cannot be used."
        case .weakRequest: "A certificate signing request has a key that devstack does not certify."
        case .requestWithoutNames: "A certificate signing request asks for no names."
        case .noPair: "A certificate and its key do not belong together."
        case .folderBusy: "Another run holds the certificate folder."
        case .defectNotMade: "A certificate that is to be bad on purpose cannot be made."
        }
    }

    /// Why it is so, and what to do.
    var details: String {
        switch self {
        case .folderUnusable:
            """
            Certificates and keys are kept in one folder, `certs` beside the stack file unless `authority.directory`
            names another. It cannot be opened, or could not be made: because of its permissions, because a file stands
            in its place, or because the disk is full or read-only.
            """
        case .unreadable:
            """
            The file is there, but its permissions keep devstack out, or it is a folder or a device. What devstack can
            make again is made by the next run once the file is out of the way; an authority's key is not among that.
            """
        case .corruptAuthority:
            """
            ca.pem or ca.key does not hold what it should: it was cut short, edited, or mixed up with another file. An
            authority is never replaced without your word, since clients trust it. If there is no copy, make a new one,
            and let clients trust that.
            """
        case .authorityKeyMissing:
            """
            ca.pem is there and ca.key is not: the certificate may have come from a repository or another machine, and
            the key stayed where it was made, as it should. Without it no certificate can be made or renewed.
            """
        case .authorityKeyMismatch:
            """
            One of the two was replaced, so that what the key signs no client would accept. It is not guessed which of
            them is the right one.
            """
        case .foreignAuthority:
            """
            ca.pem was made by another tool, such as openssl or mkcert. devstack neither uses nor overwrites it: its own
            authority is limited to local names, and this one may not be. Give the stack a folder of its own.
            """
        case .authorityExpired:
            """
            An authority is valid for years, and this one's are over; every certificate that it signed has expired with
            it. A new one must be made by your own word, since clients must then trust it.
            """
        case .authorityNotYetValid:
            """
            The authority's first day is in the future: most often this machine's clock is wrong, after a flat battery
            or a restored snapshot, and everything that is made now would have a wrong date too.
            """
        case .authorityEndsSoon:
            """
            No certificate outlives the authority that signed it, so the last ones are ever shorter. Make a new
            authority while there is time to let every client trust it.
            """
        case .authorityReplaced:
            """
            You asked for a new authority, or changed `permit`, which stands in the authority's own certificate. It has
            a subject of its own, so that clients never take one for the other. Browsers, keychains and other machines
            that trusted the old one must trust the new one; what devstack itself starts does so already.
            """
        case .malformedName:
            """
            A certificate is for DNS names, for wildcards above two labels, for IP addresses, and for email addresses and
            URIs of clients. An international name is written in small letters without separate accents, or as DNS has
            it, with labels that begin with `xn--`.
            """
        case .nameNotPermitted:
            """
            The authority is limited to localhost, what is below it, *.test and the loopback addresses, and each client
            checks that. A name beyond must be permitted by name, which makes a new authority.
            """
        case .malformedPermit:
            """
            `permit` takes DNS names, each of which covers all names below it, and IP addresses or ranges of them.
            """
        case .foreignFolder:
            """
            devstack runs as another user than the one whose folder this is, most often as root by `sudo`. Keys that it
            made there would be closed to their owner, so nothing is made.
            """
        case .unwritable:
            """
            A certificate was to be made or renewed, and the new file could not be written. Each file is written beside
            the old one and takes its place only when it is whole, so what was there still works.
            """
        case .authorityCertificateMade:
            """
            ca.key was there and ca.pem was not. A new certificate for the same key was made; it has a new serial number
            and new dates, so clients that compare the certificate itself must trust it again.
            """
        case .keyOpenToOthers:
            """
            Whoever can read the authority's key can make certificates that your clients trust. devstack makes each key
            with mode 0600; this one's was changed later, by a copy or an archive.
            """
        case .openSSL:
            """
            The system's OpenSSL refused to do something that is always possible with its usual settings. A
            configuration for FIPS or a changed provider may forbid it.
            """
        case .notMade:
            """
            `devstack certs` only looks, and this certificate is not there yet. The next `devstack check` or `devstack
            up` makes it; nothing is wrong.
            """
        case .untidy:
            """
            devstack puts a .gitignore into the certificate folder, so that no private key is ever committed. The
            folder could not be written this time, though all certificates in it are in order.
            """
        case .certificateWithoutNames:
            """
            A certificate without a name is valid for nothing. List the names by which clients reach the service, such
            as localhost, 127.0.0.1 and app.test.
            """
        case .due:
            """
            `devstack certs` only looks: this certificate is about to run out, or the stack file asks for other names
            than it has. The next `devstack check`, `devstack up` or `devstack certs --renew` makes it anew; nothing is
            wrong.
            """
        case .existingAuthorityUnusable:
            """
            `authority` names a certificate and a key that are there already. The file with the certificate must hold one
            that may sign, valid now, and behind it those above it up to a root; the key must be its own, and readable
            without a passphrase.
            """
        case .existingAuthorityStays:
            """
            devstack signs with an authority that somebody else made, and never replaces it: other machines may trust it
            too. Renew it with the tool that made it.
            """
        case .unusableRequest:
            """
            A certificate signing request is PEM text that begins with BEGIN CERTIFICATE REQUEST. It is signed by the key
            that it is for, which shows that whoever made it has that key; this one is not.
            """
        case .weakRequest:
            """
            Clients refuse small RSA keys, and many know no curves beyond P-256 and P-384, so that a certificate for such a
            key would be of no use.
            """
        case .requestWithoutNames:
            """
            A certificate without a name is valid for nothing, and the common name has counted for nothing since 2017. Put
            the names into the request's subjectAltName, or behind the command.
            """
        case .noPair:
            """
            The key in NAME.key is not the one that the certificate in NAME.pem is for, or one of them cannot be read. The
            next `devstack check` or `devstack up` makes a new pair of what is there.
            """
        case .folderBusy:
            """
            Whoever changes the folder holds a lock on the file `.lock` in it, so that two runs never write at once. A
            change takes milliseconds, or some seconds where RSA keys are to be made; devstack waits 30 seconds for it.
            """
        case .defectNotMade:
            """
            A bad certificate is signed by devstack's own authority alone: an authority that somebody else made is trusted
            elsewhere too. And a chain that is to be in the wrong order has an intermediate in it.
            """
        }
    }
}
