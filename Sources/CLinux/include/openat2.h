// openat2(2), which glibc has no wrapper for.
#pragma once

/// Opens `path` for reading, beneath `folder` and nowhere else (RESOLVE_BENEATH, RESOLVE_NO_MAGICLINKS).
///
/// Never blocks on a FIFO, never takes a controlling terminal, and is closed on exec. Returns the descriptor, or -1
/// with errno.
int devstack_open_beneath(int folder, const char *path);

/// Opens a folder to look things up beneath it, without needing leave to list it (O_PATH of open(2)).
///
/// Returns the descriptor, closed on exec, or -1 with errno.
int devstack_open_folder(const char *path);
