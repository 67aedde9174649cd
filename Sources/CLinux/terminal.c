#define _GNU_SOURCE
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// TIOCGPTPEER needs no path, which /dev/pts of another mount namespace could lead astray.
static int open_peer(int terminal) {
    if (unlockpt(terminal) < 0) return -1;
    return ioctl(terminal, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
}

int devstack_terminal_open(int ends[2], unsigned short columns, unsigned short rows) {
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (terminal < 0) return -errno;
    int peer = open_peer(terminal);
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    struct termios settings;
    if (peer < 0 || ioctl(terminal, TIOCSWINSZ, &size) < 0 || tcgetattr(peer, &settings) < 0) {
        int code = errno;
        if (peer >= 0) close(peer);
        close(terminal);
        return -code;
    }
    // Nobody types, and a program that asks its terminal something must not find its own question in the log.
    settings.c_lflag &= ~(tcflag_t)ECHO;
    settings.c_iflag |= IUTF8;
    tcsetattr(peer, TCSANOW, &settings);
    ends[0] = terminal;
    ends[1] = peer;
    return 0;
}
