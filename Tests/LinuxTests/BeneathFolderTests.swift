import Glibc
import Testing

@testable import Linux

@Suite struct BeneathFolderTests {
    @Test func onlyWhatIsBeneathIsOpened() throws {
        let folder = try BeneathFolder(opening: "/proc/self")
        try folder.checkSupport()
        let inside = try folder.open("status")
        #expect(fcntl(inside, F_GETFD) & FD_CLOEXEC != 0)
        close(inside)
        #expect(folder.code("../self/status") == EXDEV)
        #expect(folder.code("/etc/passwd") == EXDEV)
        #expect(folder.code("nothing") == ENOENT)
        // What looks like a link there is a magic one (symlink(7)).
        #expect([ELOOP, EXDEV].contains(folder.code("root")))
        #expect([ELOOP, EXDEV].contains(folder.code("exe")))
    }

    @Test func pathsEndWithANul() throws {
        let folder = try BeneathFolder(opening: "/")
        let path: [UInt8] = [0x65, 0x74, 0x63]
        do {
            close(try path.withUnsafeBufferPointer { bytes throws(SystemError) in try folder.open(bytes) })
            Issue.record("it was opened")
        } catch {
            #expect(error.code == EINVAL)
        }
    }

    @Test func whatIsNoFolderIsSaid() {
        do {
            _ = try BeneathFolder(opening: "/etc/passwd")
            Issue.record("it was opened")
        } catch {
            #expect(error.code == ENOTDIR && error.subject == "/etc/passwd")
        }
    }
}

extension BeneathFolder {
    fileprivate borrowing func open(_ path: String) throws(SystemError) -> Int32 {
        let bytes = Array(path.utf8) + [0]
        return try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in try open(bytes) }
    }

    /// The error that opening this path ends with; 0 when it succeeds.
    fileprivate borrowing func code(_ path: String) -> Int32 {
        do {
            close(try open(path))
            return 0
        } catch {
            return error.code
        }
    }
}
