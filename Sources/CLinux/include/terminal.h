// A pseudo-terminal, pty(7).
#pragma once

/// Makes one of this size, without echo: `ends[0]` is ours and never blocks, `ends[1]` is the program's. Both are closed on
/// exec. 0 or -errno.
int devstack_terminal_open(int ends[2], unsigned short columns, unsigned short rows);
