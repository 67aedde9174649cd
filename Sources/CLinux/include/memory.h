// What of this process need not be in memory: malloc_trim(3), and the pages of its program.
#pragma once

/// Gives back to the system what the heap does not use, and lets go of the pages of every program and library that
/// nothing has been written to and only the start may have needed (MADV_DONTNEED of madvise(2)). Those that are needed
/// again come back, each at its first use, from the system's cache.
void devstack_release_memory(void);
