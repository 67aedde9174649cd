import Diagnostics
import Testing

@testable import StackFile

/// Each code's explanation, its example read by the reader itself.
@Suite struct ExplanationTests {
    @Test func eachCodeIsExplainedOnce() {
        #expect(MistakeLesson.all.map(\.code) == MistakeCode.allCases.sorted { $0.rawValue < $1.rawValue })
    }

    @Test(arguments: MistakeLesson.all.map(\.code)) func exampleShowsItsCodeAndNoOther(code: MistakeCode) throws {
        let explanation = try #require(MistakeLesson.all.first { $0.code == code }).explanation
        #expect(!explanation.example.diagnostics.isEmpty)
        #expect(Set(explanation.example.diagnostics.map(\.code)) == [code.rawValue])
        #expect(!explanation.details.isEmpty && !explanation.summary.isEmpty)
    }

    @Test(arguments: MistakeLesson.all.map(\.code)) func rightExampleIsFreeOfMistakes(code: MistakeCode) throws {
        let lesson = try #require(MistakeLesson.all.first { $0.code == code })
        switch lesson.example {
        case .stackFile(let wrong, let right):
            #expect(wrong != right)
            #expect(MistakeLesson.diagnostics(of: Array(right.utf8)) == [])
        case .movedPorts(let wrong, let right):
            #expect(wrong != right)
            #expect(MistakeLesson.diagnostics(of: Array(right.utf8), movesPorts: true) == [])
        case .bytes(_, let right): #expect(MistakeLesson.diagnostics(of: Array(right.utf8)) == [])
        case .environmentFile(_, let right): #expect(MistakeLesson.diagnostics(ofEnvironmentFile: right) == [])
        case .noLines: break
        }
    }
}
