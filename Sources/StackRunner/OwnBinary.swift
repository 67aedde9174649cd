/// The program that runs now.
enum OwnBinary {
    /// Also right when the file was replaced meanwhile: proc_pid_exe(5).
    static let path = "/proc/self/exe"
}
