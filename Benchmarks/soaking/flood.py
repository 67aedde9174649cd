"""1 GiB of log from one service in one go, while another writes a line every 10 ms: both complete in their files and for a
reader that follows, the second never late, devstack's memory flat.

Two readers follow meanwhile: one counts the second service's lines, one is stopped after its first bytes.
"""
import json
import os
import pathlib
import signal
import subprocess
import time

from bench.harness import BINARY

from .stack import stack

LINE = 128  # bytes, with the line feed
PAUSE = 0.01
# From when the line was written until devstack has taken it, in seconds.
LATEST = 0.05
# What devstack may grow by while it takes all of it, in MiB.
GROWTH = 16

PROGRAM = """
import os, sys, time
count = int(sys.argv[1])
start = time.time()
done = 0
while done < count:
    block = b"".join(b"%0127d\\n" % n for n in range(done, min(count, done + 4096)))
    while block:
        block = block[os.write(1, block):]
    done = min(count, done + 4096)
print("flood took", round(time.time() - start, 2), file=sys.stderr, flush=True)
"""

TICKER = f"""
import time
while True:
    print("tick", time.time(), flush=True)
    time.sleep({PAUSE})
"""


def prove(proof, is_read=True):
    size = (64 << 20) if proof.soak.quick else (1 << 30)
    for _ in proof.range(1, 1):
        flood(proof, size // LINE, is_read)


def prove_unread(proof):
    """The same under `up` whose output nobody reads: held back, but not beyond Ctrl-C."""
    prove(proof, is_read=False)


def flood(proof, count, is_read):
    with stack() as made:
        (made.folder / "flood.py").write_text(PROGRAM)
        (made.folder / "tick.py").write_text(TICKER)
        made.write(
            "services:\n"
            "  tick: {command: python3 tick.py, ready: {log: tick}}\n"
            f"  flood: {{command: python3 flood.py {count}, ready: {{exit: true, within: 20m}}, depends_on: [tick],\n"
            "    logs: {max_size: 4GiB}}\n")
        logs = made.folder / ".devstack/logs"
        up = subprocess.Popen(
            [BINARY, "up"], cwd=made.folder, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if is_read else subprocess.PIPE,
            env={**os.environ, "HOME": str(made.folder)})
        while not (logs / "flood.log").exists():
            time.sleep(0.002)
        follow = subprocess.Popen(
            [BINARY, "logs", "-f", "--format", "json", "tick"], cwd=made.folder, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        stopped = subprocess.Popen(
            [BINARY, "logs", "-f"], cwd=made.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        before, most = memory(up.pid), 0
        while time.monotonic() - began < 600:
            most = max(most, memory(up.pid))
            with open(logs / "flood.log", "rb") as file:
                file.seek(max(0, file.seek(0, 2) - 400))
                if b"err flood took" in file.read():
                    break
            if not is_read and time.monotonic() - began > 5:
                break
            time.sleep(0.02)
        seconds = time.monotonic() - began
        if is_read:
            proof.figures["MiB/s"] = round(count * LINE / seconds / (1 << 20))
            proof.figures["memory MiB before"] = before >> 10
            proof.figures["memory MiB at most"] = most >> 10
            if most - before > GROWTH << 10:
                proof.fail(f"devstack grew from {before} KiB to {most} KiB")
        elif most - before > GROWTH << 10:
            proof.fail(f"with a terminal that is not read devstack grew from {before} KiB to {most} KiB")
        up.send_signal(signal.SIGINT)
        try:
            up.wait(20)
        except subprocess.TimeoutExpired:
            proof.fail("Ctrl-C does not end it" + ("" if is_read else " while its terminal is not read"))
            up.kill()
            up.wait()
        if up.stdout:
            up.stdout.close()
        ticks = [json.loads(line)["line"] for line in follow.stdout if b'"tick ' in line]
        stopped.kill()
        stopped.wait()
        follow.wait(10)
        if is_read:
            complete(proof, logs, count)
        ticking(proof, logs, ticks, is_read)


def complete(proof, logs, count):
    expected = 0
    with open(logs / "flood.log", "rb") as file:
        for line in file:
            if line[28:32] != b"out ":
                continue
            if int(line[32:]) != expected:
                proof.fail(f"line {expected} is missing, or out of order: {line[:80]!r}")
                return
            expected += 1
    if expected != count:
        proof.fail(f"{expected} of {count} lines are in the file")
    proof.figures["lines in order"] = expected


def ticking(proof, logs, followed, is_read):
    written = []
    for line in (logs / "tick.log").read_text().splitlines():
        if line[28:36] != "out tick":
            continue
        said = float(line[37:])
        taken = time_of(line[:27])
        written.append(line[32:])
        late = taken - said
        proof.worst("the other service" + ("" if is_read else ", terminal not read"), late)
        if late > LATEST:
            proof.fail(f"a line of the other service is {late * 1000:.0f} ms late")
            break
    missing = set(written) - set(followed)
    if missing:
        proof.fail(f"a reader that follows misses {len(missing)} of {len(written)} lines")
    proof.count("lines of the other", len(written))


def time_of(text):
    whole, fraction = text[:-1].split(".")
    return time.mktime(time.strptime(whole, "%Y-%m-%dT%H:%M:%S")) - time.timezone + float("0." + fraction)


def memory(pid):
    """Resident, its own, in KiB."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
