extension RunCode {
    /// One line that says what went wrong.
    var summary: String {
        switch self {
        case .noCurrentFolder: "The current folder cannot be read."
        case .noStackFile: "There is no stack file here or above."
        case .unknownCheck: "No check has the name that was given."
        case .unwritableReport: "A report cannot be written."
        case .outputLost: "What devstack says could not be written."
        case .stackFileExists: "There is a stack file already."
        case .unwritableStart: "A file of the new stack cannot be written."
        case .unknownCode: "No kind of mistake has this code."
        case .notInvokingUser: "devstack was called by sudo, and cannot go on as the user who called it."
        case .noDataFolder: "Nothing says where the user's data folder is."
        case .keptFile: "A file that devstack did not make stands where it would write."
        case .unreadableInput: "A file that was named cannot be read."
        case .unwritableOutput: "A file that was named cannot be written."
        case .unknownCertificate: "It is not said, or not known, which certificate is meant."
        case .silentPort: "A service of a stack that is up does not answer on its TLS port."
        case .refusedRenewal: "A client refuses a renewed certificate that is served."
        case .staleCertificate: "A renewed certificate is not served yet."
        case .unreadableChain: "A file with certificates cannot be read."
        case .noCertificate: "A file holds no certificate."
        case .silentServer: "A port sent no certificate."
        case .unknownService: "No service has the name that was given."
        case .unknownProfile: "No service has the profile that was given."
        case .unreachableStack: "A stack that was asked is not up."
        case .unreadableLogs: "The logs of a stack cannot be read."
        case .endedStart: "A devstack that was to leave a stack running was killed before it was up."
        case .refusedStart: "The stack as a whole cannot be started."
        case .failedStart: "devstack could not prepare the start of the stack."
        case .unknownListeners: "The kernel does not say who listens on which port."
        }
    }

    /// Why it is so, and what to do.
    var details: String {
        switch self {
        case .noCurrentFolder:
            """
            The folder that the shell is in was removed or replaced, or may not be read by you. Go to the stack's folder
            again with `cd`, or name the stack file with --file.
            """
        case .noStackFile:
            """
            Without --file devstack looks for devstack.yaml, then devstack.yml, in the current folder and in each one
            above it. Go to the stack's folder, name the file with --file, or write a new one with `devstack init`.
            """
        case .unknownCheck:
            """
            `devstack check NAME` runs the checks that are named, by their whole name as it stands in the stack file; a
            name with blanks goes into quotes. Nothing was started.
            """
        case .unknownService:
            """
            `devstack up NAME` runs the services that are named, and what they need. Names are those under `services` in the
            stack file. Nothing was started.
            """
        case .endedStart:
            """
            `devstack up --detach` starts another devstack, which stays. It was ended by a signal that it does not expect, such
            as SIGKILL when memory runs out. Its services end with it.
            """
        case .unreachableStack:
            """
            `devstack status`, `down`, `start`, `stop` and `restart` ask the devstack that runs the stack, over a Unix socket
            whose path is in `.devstack/control`. Nobody answers there: the stack is not up, or was started by a devstack
            that could not open that socket and said so.
            """
        case .unreadableLogs:
            """
            `devstack logs` reads the files in `.devstack/logs`, which belong to the user who started the stack and to nobody
            else; or the folder cannot be watched (`--follow`), since the user has used up the kernel's limits of that:
            fs.inotify.max_user_instances and max_user_watches.
            """
        case .unknownProfile:
            """
            `--profile NAME` adds the services whose `profiles` hold this name. Nothing was started.
            """
        case .unwritableReport:
            """
            The file of --report lies in a folder that is missing or closed to you, or on a disk that is full. It is
            looked at before anything starts, so that no run is lost for want of a place for its report.
            """
        case .outputLost:
            """
            Standard output went to a file on a full disk, or to a device that refuses it, so that the verdict may not
            have been seen. Such a run is not a pass, whatever its checks said.
            """
        case .stackFileExists:
            """
            `devstack init` never overwrites a stack file. Move the one that is there away first, or run it in another
            folder.
            """
        case .unwritableStart:
            """
            `devstack init` could not write a file: the folder is closed to you, or the disk is full. Files that were
            written before it are named, and stay.
            """
        case .unknownCode:
            """
            A code is a letter and three digits, as it stands in brackets in a message: E030. `devstack explain` alone
            lists all of them. A code that has gone out of use is not given to another kind of mistake.
            """
        case .notInvokingUser:
            """
            `devstack certs issue` works in the user's own authority. Under sudo that is the one of the user who called
            sudo, not root's, so that there is only one, and no file ends up as root's. devstack becomes that user first,
            and could not.
            """
        case .noDataFolder:
            """
            The user's own authority is in the data folder: $XDG_DATA_HOME, else ~/.local/share, by HOME. A relative path
            in either would be another folder each time.
            """
        case .keptFile:
            """
            `devstack certs issue` writes NAME.pem and NAME.key. A certificate of its own is replaced, and a key of the
            wanted kind kept and used again; anything else might be all that someone has of it.
            """
        case .unreadableInput:
            """
            A certificate signing request, a key or a certificate that this command works on is missing, or closed to
            you.
            """
        case .unwritableOutput:
            """
            The folder is missing, closed to you, or on a full disk. A file is written beside its place and takes it only
            when it is whole, so that what was there is as it was.
            """
        case .unknownCertificate:
            """
            A stack's certificates are those under `certificates` in its stack file, by their names there. The name may be
            left out only where there is one alone.
            """
        case .silentPort:
            """
            After a renewal devstack makes a handshake with each TLS port of a stack that is up, to show what it serves.
            This one took no connection, or did not speak TLS.
            """
        case .refusedRenewal:
            """
            The port serves the certificate that was just made, and a client that trusts the stack's authority does not
            accept it. The reason is OpenSSL's own.
            """
        case .staleCertificate:
            """
            The built-in servers look at their certificate at each handshake. Another program mostly reads its own once,
            when it starts, and serves it until it is told to read it again: by a signal, or by a restart.
            """
        case .unreadableChain:
            """
            `devstack certs lint` reads the file that is named, and the one of --ca; without a name it reads the stack's own
            certificates, which are made by the first `devstack check` or `devstack up`.
            """
        case .noCertificate:
            """
            `devstack certs lint FILE` takes certificates in PEM, the server's own first and then its issuers, as a server
            is given them. This file holds a key, another format, or a certificate that is cut off.
            """
        case .silentServer:
            """
            `devstack certs lint HOST:PORT` judges what a server sends when a client connects. Nothing listens there, the
            name has no address, or the server speaks no TLS; STARTTLS is not spoken.
            """
        case .refusedStart:
            """
            The stack runs already, its folder `.devstack` cannot be written, or the kernel does not say what devstack
            must know. Nothing was started. Trouble with a single service has no code: it is shown with that service,
            with its reason and its last lines.
            """
        case .failedStart:
            """
            A process or a file descriptor could not be had, or a file that the run needs, such as the trust bundle of
            its children, could not be written. The message names the call and the system's reason.
            """
        case .unknownListeners:
            """
            `devstack ports` asks the kernel by a netlink socket (sock_diag), for which no privilege is needed. A sandbox
            that forbids such sockets, or a kernel without inet_diag, leaves nobody to ask.
            """
        }
    }
}
