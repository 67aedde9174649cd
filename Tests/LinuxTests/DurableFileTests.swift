import Glibc
import Linux
import Testing

/// Files appear whole, with their mode, and replace old ones in one step.
struct DurableFileTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: [mode_t(0o600), 0o644, 0o400]) func isWrittenWithItsMode(mode: mode_t) throws {
        let contents = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        try DurableFile.write(contents, as: "file", in: folder.descriptor, mode: mode)
        #expect(folder.read("file") == contents)
        #expect(folder.mode("file") == mode)
        #expect(folder.entries == ["file"])
    }

    @Test func stagingLeavesTheOldFile() throws {
        try DurableFile.write([1], as: "file", in: folder.descriptor, mode: 0o644)
        try DurableFile.stage([2], as: "file", in: folder.descriptor, mode: 0o600)
        #expect(folder.read("file") == [1])
        #expect(folder.read("file.new") == [2] && folder.mode("file.new") == 0o600)
        // One that an interrupted run left does not lend its mode.
        folder.setMode("file.new", 0o666)
        try DurableFile.stage([3], as: "file", in: folder.descriptor, mode: 0o600)
        #expect(folder.mode("file.new") == 0o600)
        try DurableFile.publish("file", in: folder.descriptor)
        #expect(folder.read("file") == [3] && folder.mode("file") == 0o600)
        #expect(folder.entries == ["file"])
    }

    @Test func aNewFileReplacesNothing() throws {
        try DurableFile.writeNew([1], as: "file", in: folder.descriptor, mode: 0o644)
        #expect(folder.read("file") == [1] && folder.mode("file") == 0o644)
        try #require(symlinkat("nowhere", folder.descriptor, "link") == 0)
        for name in ["file", "link"] {
            do throws(SystemError) {
                try DurableFile.writeNew([2], as: name, in: folder.descriptor, mode: 0o600)
                Issue.record("it was replaced")
            } catch {
                #expect(error.code == EEXIST)
            }
        }
        #expect(folder.read("file") == [1])
        #expect(folder.entries == ["file", "link"])
    }

    @Test func severalAreStagedOrNone() throws {
        let files = (0..<5).map { NewFile("file\($0)", [UInt8($0)], mode: $0 == 0 ? 0o600 : 0o644) }
        try DurableFile.place([9], as: "placed", in: folder.descriptor, mode: 0o644)
        try DurableFile.stage(files, in: folder.descriptor, syncing: ["placed"])
        #expect(folder.entries == files.map { $0.name + ".new" } + ["placed"])
        #expect(folder.read("file4.new") == [4] && folder.mode("file0.new") == 0o600)
        for file in files { try DurableFile.discard(file.name, in: folder.descriptor) }
        // The last one's place is taken by what cannot be replaced.
        try #require(mkdirat(folder.descriptor, "file4.new", 0o755) == 0)
        #expect(throws: SystemError("unlinkat", "file4.new", code: EISDIR)) {
            try DurableFile.stage(files, in: folder.descriptor)
        }
        #expect(throws: SystemError("openat", "none", code: ENOENT)) {
            try DurableFile.stage(Array(files.prefix(2)), in: folder.descriptor, syncing: ["none"])
        }
        #expect(folder.entries == ["file4.new", "placed"])
    }

    @Test func severalOfTheUsersComeInTheirOrder() throws {
        try #require(mkdirat(folder.descriptor, "second", 0o755) == 0)
        let files = ["first", "second", "third"].map { NewFile($0, [1], mode: 0o644) }
        #expect(throws: SystemError("renameat", "second", code: EISDIR)) {
            try DurableFile.write(files, besideIn: folder.descriptor)
        }
        #expect(folder.entries == ["first", "second"])
        try DurableFile.write([files[0], files[2]], besideIn: folder.descriptor)
        #expect(folder.entries == ["first", "second", "third"])
    }

    @Test func discardingTwiceIsNoMistake() throws {
        try DurableFile.stage([2], as: "file", in: folder.descriptor, mode: 0o600)
        try DurableFile.discard("file", in: folder.descriptor)
        try DurableFile.discard("file", in: folder.descriptor)
        #expect(folder.entries == [])
    }

    @Test func aLinkInTheWayIsNotFollowed() throws {
        try DurableFile.write([1], as: "precious", in: folder.descriptor, mode: 0o644)
        try #require(symlinkat("precious", folder.descriptor, "file.new") == 0)
        try DurableFile.write([2], as: "file", in: folder.descriptor, mode: 0o600)
        #expect(folder.read("precious") == [1])
        #expect(folder.read("file") == [2])
    }

    @Test func whatFailsNamesTheCallAndTheFile() {
        #expect(throws: SystemError("openat", "none/file.new", code: ENOENT)) {
            try DurableFile.write([1], as: "none/file", in: folder.descriptor, mode: 0o600)
        }
        #expect(throws: SystemError("renameat", "file", code: ENOENT)) {
            try DurableFile.publish("file", in: folder.descriptor)
        }
    }
}
