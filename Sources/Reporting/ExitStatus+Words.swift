internal import StackModel

extension ExitStatus {
    /// What it says of a run, as the end of a sentence: `the stack file is wrong`.
    var words: String {
        switch self {
        case .success: "everything that was asked for happened"
        case .checkFailed: "a check failed"
        case .badStackFile: "the stack file is wrong"
        case .badCertificates: "certificates could not be made, read or renewed"
        case .serviceFailed: "a service could not start, did not become ready, or died"
        case .noChecks: "checks were asked for and none ran"
        case .badCommandLine: "the command line is wrong"
        case .internalFault: "devstack itself has a fault"
        case .hangup: "ended by SIGHUP"
        case .interrupted: "ended by SIGINT"
        case .terminated: "ended by SIGTERM"
        }
    }

    /// Its name in reports that machines read: `check_failed`.
    var identifier: String {
        switch self {
        case .success: "success"
        case .checkFailed: "check_failed"
        case .badStackFile: "bad_stack_file"
        case .badCertificates: "bad_certificates"
        case .serviceFailed: "service_failed"
        case .noChecks: "no_checks"
        case .badCommandLine: "bad_command_line"
        case .internalFault: "internal_fault"
        case .hangup: "hangup"
        case .interrupted: "interrupted"
        case .terminated: "terminated"
        }
    }
}
