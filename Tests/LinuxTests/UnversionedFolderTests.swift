import Glibc
import Linux
import Testing

/// The state folder that is there already.
@Suite struct UnversionedFolderTests {
    @Test func whatEverybodyMayWriteIsNotUsed() throws {
        let scratch = try ScratchFolder()
        let path = scratch.path + "/.devstack"
        try UnversionedFolder.make(path)
        try UnversionedFolder.make(path)
        #expect(chmod(path, 0o777) == 0)
        #expect(throws: SystemError("use everybody's", path, code: EPERM)) { try UnversionedFolder.make(path) }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a folder to another user"))
    func anotherUsersIsNotUsedUnlessTheFolderAroundIsTheirsToo() throws {
        let scratch = try ScratchFolder()
        let path = scratch.path + "/.devstack"
        try UnversionedFolder.make(path)
        #expect(chown(path, 65_534, 65_534) == 0)
        #expect(throws: SystemError("use another user's", path, code: EPERM)) { try UnversionedFolder.make(path) }
        #expect(chown(scratch.path, 65_534, 65_534) == 0)
        try UnversionedFolder.make(path)
    }
}
