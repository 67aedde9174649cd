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
        case .unreadableChain: "A file with certificates cannot be read."
        case .noCertificate: "A file holds no certificate."
        case .silentServer: "A port sent no certificate."
        case .refusedStart: "The stack as a whole cannot be started."
        case .failedStart: "devstack could not prepare the start of the stack."
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
        }
    }
}
