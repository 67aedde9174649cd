import ArgumentParser

@main
struct Devstack: AsyncParsableCommand {
    mutating func run() async throws {}
}
