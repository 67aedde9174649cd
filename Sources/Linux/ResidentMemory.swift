import CLinux

/// The memory that this process keeps in use.
package enum ResidentMemory {
    /// Lets go of what only the past needed: freed memory that the heap keeps, and the pages of the program itself.
    ///
    /// For a moment after which little is done for long, as when a start is over: of 12 MiB of program that a start runs
    /// through, serving needs a third. What is needed again comes back from the system's cache, at a microsecond a page.
    package static func releaseIdle() { devstack_release_memory() }
}
