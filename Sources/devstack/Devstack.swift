import ArgumentParser

struct Devstack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devstack",
        abstract: "A local stack that is really up: certificates, servers, readiness and client checks from one file.",
        discussion: """
            EXAMPLES
              devstack init                      a first stack file for this folder, to be changed
              devstack check                     bring the stack up, run every check, stop it; status 0 if all passed
              devstack check 'the wrong name'    only this check
              devstack up                        bring it up, check once, stay until Ctrl-C
              devstack up --detach               the same, and leave it running once it is up
              devstack status                    how far each service is of a stack that is up
              devstack logs -f api               what it writes, as it writes it
              devstack down                      stop it
              devstack ports                     who listens where, here and elsewhere
              devstack ports 8000                who has port 8000; status 1 if nobody
              devstack certs                     what certificates there are, and for how long
              eval "$(devstack env)"             make this shell's programs trust the stack's authority
              devstack certs --renew             new server certificates now; a running stack serves them at once
              devstack config --schema           the JSON Schema of the stack file, for editors
              devstack config --origins          the stack with every default, and where each value comes from
              devstack explain E030              more of a message, by its code

            EXIT STATUS
              0 all well   1 a check failed   2 the stack file is wrong   3 certificates   4 a service   5 no checks
              64 wrong command line   70 a fault of devstack's own   129, 130, 143 check ended by a signal
            """,
        version: version,
        subcommands: [
            InitCommand.self, UpCommand.self, DownCommand.self, StatusCommand.self, LogsCommand.self, StartCommand.self,
            StopCommand.self, RestartCommand.self, ReloadCommand.self, CheckCommand.self, CertsCommand.self,
            EnvCommand.self,
            PortsCommand.self, ConfigCommand.self, ExplainCommand.self, ServeCommand.self,
        ])

    static let version = "0.1.0"
}
