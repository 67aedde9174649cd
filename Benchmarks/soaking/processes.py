"""What runs below this program, however it came there.

This program adopts every orphan below it (prctl(2), PR_SET_CHILD_SUBREAPER), so nothing that a round starts can get out
of its sight: neither by forking twice, nor by a session of its own, nor by an environment of its own.
"""
import collections
import contextlib
import ctypes
import os
import pathlib
import signal
import time

from bench.harness import BINARY

PR_SET_CHILD_SUBREAPER = 36

Process = collections.namedtuple("Process", "pid parent state start")


def adopt():
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def table():
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        with contextlib.suppress(OSError):
            text = pathlib.Path(f"/proc/{name}/stat").read_bytes()
            fields = text[text.rindex(b")") + 2:].split()
            found[int(name)] = Process(int(name), int(fields[1]), fields[0].decode(), int(fields[19]))
    return found


def below(root=None):
    """Every process below `root` (this program), zombies left out. Orphans that have ended are reaped."""
    root = root or os.getpid()
    children = collections.defaultdict(list)
    for process in table().values():
        children[process.parent].append(process)
    found, waiting = [], [root]
    while waiting:
        for process in children[waiting.pop()]:
            if process.state == "Z":
                if process.parent == os.getpid() and process.pid not in expected:
                    with contextlib.suppress(ChildProcessError):
                        os.waitpid(process.pid, os.WNOHANG)
                continue
            found.append(process)
            waiting.append(process.pid)
    return found


# Started here by subprocess, which waits for them itself.
expected = set()


def program(process):
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{process.pid}/exe")


def title(process):
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{process.pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return ""


def devstacks():
    """The supervisor, its wardens and its child servers."""
    return [process for process in below() if program(process) == str(BINARY)]


def kill(process):
    """SIGKILL, unless the number is another process's by now. Whether it was sent."""
    try:
        reference = os.pidfd_open(process.pid)
    except OSError:
        return False
    try:
        now = table_entry(process.pid)
        if now is None or now.start != process.start:
            return False
        signal.pidfd_send_signal(reference, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False
    finally:
        os.close(reference)


def table_entry(pid):
    with contextlib.suppress(OSError):
        text = pathlib.Path(f"/proc/{pid}/stat").read_bytes()
        fields = text[text.rindex(b")") + 2:].split()
        return Process(pid, int(fields[1]), fields[0].decode(), int(fields[19]))


def end_all():
    """Ends whatever a proof has left below this program."""
    end = time.monotonic() + 10
    while time.monotonic() < end and (left := below()):
        for process in left:
            kill(process)
        time.sleep(0.005)
