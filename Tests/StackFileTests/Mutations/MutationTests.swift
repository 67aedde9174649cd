import Diagnostics
import Glibc
import Testbed
import Testing

@testable import StackFile

/// The right files among the golden pairs, each broken in many ways: never a crash, a hang, a word taken that is none, or a
/// mistake without its place.
@Suite struct MutationTests {
    /// make soak makes 20,000 of them.
    private static let count = getenv("DEVSTACK_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 2_000
    private static let seed = getenv("DEVSTACK_SEED").flatMap { UInt64(String(cString: $0)) } ?? 3

    @Test(.timeLimit(.minutes(5))) func everyMutantIsTakenOrRefusedInWords() async throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        let run = MutationRun(folder: folder.path)
        let files = try Self.rightFiles(run)
        #expect(files.count >= 15)
        var mutator = Mutator(generator: SeededGenerator(seed: Self.seed))
        while run.figures.mutants < Self.count {
            // The other tests of this process have two threads at times.
            await Task.yield()
            for kind in MutantKind.allCases {
                guard let file = files.randomElement(using: &mutator.generator) else { return }
                if let mutant = mutator.mutant(of: file, kind: kind) { run.judge(mutant, of: file.name) }
            }
        }
        let figures = run.figures
        print("mutation run: seed \(Self.seed), \(figures)")
        #expect(figures.refused > figures.mutants / 2)
        #expect(figures.slowest < .seconds(2))
        #expect(figures.strange == figures.strangeReported)
        #expect(Double(figures.guessedRight) >= 0.98 * Double(figures.misspelt))
    }

    private static func rightFiles(_ run: MutationRun) throws -> [RightFile] {
        try GoldenPair.names().compactMap { name in
            let pair = try GoldenPair(name: name)
            guard pair.files.count == 1, run.isRight(pair.input) else { return nil }
            return try RightFile(name: name, input: pair.input)
        }
    }
}
