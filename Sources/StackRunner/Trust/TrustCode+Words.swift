extension TrustCode {
    /// One line that says what went wrong.
    var summary: String {
        switch self {
        case .nothingToTrust: "The stack has no certificates, and so no authority that could be trusted."
        case .unwritableBundle: "The files that clients are to trust cannot be written."
        case .anyName: "The authority that is to be trusted may certify any name."
        case .underSudo: "devstack was called by sudo where it is to be called by the user."
        case .noHome: "Nothing says where the record of changed stores is."
        case .notAgreed: "Nobody agreed to a change of this machine's stores."
        case .noStore: "No store could be made to trust the authority."
        case .unreadableAuthority: "The authority's certificate cannot be read."
        case .failedCommand: "A command that changes a store failed."
        case .failedSystem: "A store could not be changed, by the system's own reason."
        case .withoutEffect: "A store is as before, though its tool said nothing."
        case .stillTrusted: "A store trusts an authority that the stack no longer has."
        case .unreadTruststore: "Java's truststore cannot be read, so that Java is not told of the authority."
        }
    }

    /// Why it is so, and what to do.
    var details: String {
        switch self {
        case .nothingToTrust:
            """
            Clients are made to trust the authority that signs the stack's certificates. A stack without `certificates` has
            none.
            """
        case .unwritableBundle:
            """
            What children of the stack and `devstack env` trust is written into the folder `.devstack` beside the stack
            file. It is closed to you, or its disk is full.
            """
        case .anyName:
            """
            Whoever has the key of such an authority, or a copy of it, can pose as any site in the world to every program
            that trusts it. devstack's own authorities can only certify local names and what `permit` adds.
            """
        case .underSudo:
            """
            As root, the record of what was changed and the browsers' databases would be root's, and those of the user not
            found. `devstack certs trust` runs sudo itself for the commands that need it, and shows them before.
            """
        case .noHome:
            """
            What `devstack certs trust` changes is recorded in $XDG_STATE_HOME, else ~/.local/state, by HOME, so that
            `devstack certs untrust` can undo it.
            """
        case .notAgreed:
            """
            What a machine trusts is not changed without somebody's word. Standard input and output are no terminal, so
            that nobody can be asked; --yes is the answer for scripts.
            """
        case .noStore:
            """
            The distribution is of a kind that devstack does not know, there is no database of a browser and no browser to
            make one for, or the tool that changes a store is not installed.
            """
        case .unreadableAuthority:
            """
            The file that the authority's certificate should be in is missing or closed to you, or holds no certificate.
            """
        case .failedCommand:
            """
            Each store is changed by its own tool, and this one refused; what it said stands below. What it had changed by
            then was undone, and other stores that were changed before it are on record.
            """
        case .failedSystem:
            """
            A command could not be started, or the record of what is changed not be written: a store is never changed
            without one.
            """
        case .withoutEffect:
            """
            After its tool has run, a store is looked at, and it does not show what was to be done. What the tool had
            changed to make it trust the authority was undone.
            """
        case .stillTrusted:
            """
            A new authority is made when `permit` changes or when it is asked for. Stores that trusted the old one do not
            know the new one, and go on trusting the old one, whose key may still be about.
            """
        case .unreadTruststore:
            """
            For Java devstack makes a truststore of the roots that Java has now and of the authority. Those roots are in a file of
            a kind that it does not know, with another password, or encrypted with RC2 or 3DES, as older versions of Java and
            `openssl pkcs12 -legacy` write it. A truststore without them would take roots away, so none is made.
            """
        }
    }
}
