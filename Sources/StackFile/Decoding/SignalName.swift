import Glibc

/// Signals by name, as signal(7) has them.
enum SignalName {
    private static let numbers: [(name: String, number: Int32)] = [
        ("SIGHUP", SIGHUP), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT), ("SIGABRT", SIGABRT), ("SIGKILL", SIGKILL),
        ("SIGUSR1", SIGUSR1), ("SIGUSR2", SIGUSR2), ("SIGPIPE", SIGPIPE), ("SIGALRM", SIGALRM), ("SIGTERM", SIGTERM),
        ("SIGCONT", SIGCONT), ("SIGSTOP", SIGSTOP), ("SIGTSTP", SIGTSTP), ("SIGTTIN", SIGTTIN), ("SIGTTOU", SIGTTOU),
        ("SIGWINCH", SIGWINCH), ("SIGIO", SIGIO), ("SIGPWR", SIGPWR),
    ]

    static let names = numbers.map(\.name)

    /// The name where there is one, else the number.
    static func name(of number: Int32) -> String { numbers.first { $0.number == number }?.name ?? "\(number)" }

    /// `SIGINT`, `INT` in any case, or a number from 1 to 64.
    static func number(of text: String) -> Int32? {
        if let number = Int32(text) { return (1...64).contains(number) && text == "\(number)" ? number : nil }
        let name = text.uppercased()
        return numbers.first { $0.name == name || $0.name == "SIG" + name }?.number
    }
}
