"""Stacks in folders of their own, and runs of devstack on them."""
import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from bench.harness import BINARY, ROOT

from . import processes

# How long an ordinary run may take on a busy machine before it counts as hung, in seconds.
LIMIT = 30
CERTIFICATES = 'certificates:\n  localhost: [localhost, 127.0.0.1, "::1"]\n'


def is_free(port):
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                probe.listen()
            except OSError as error:
                if error.errno != 99:  # EADDRNOTAVAIL: this machine has no such family
                    return False
    return True


class Run:
    """One `devstack` that was started, with what it writes in a file."""

    def __init__(self, stack, words):
        self.log = stack.folder / "output"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [BINARY, *words], cwd=stack.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env={**os.environ, "HOME": str(stack.folder)})
        self.pid = self.process.pid
        processes.expected.add(self.pid)

    @property
    def output(self):
        return self.log.read_text(errors="replace")

    def wait(self, seconds=LIMIT):
        """Its exit status; `None` when it has not ended by then."""
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        processes.expected.discard(self.pid)
        return status

    def signal(self, number):
        # Not reaped unless `wait` has seen its end, so the number is still its own.
        if self.process.returncode is None:
            os.kill(self.pid, number)


class Stack:
    _ports = iter(range(12_000 + os.getpid() % 90 * 200, 32_000))

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="devstack-soak-"))
        self.ports = []

    def port(self):
        """A port below those that clients get, free now."""
        port = next(port for port in self._ports if is_free(port))
        self.ports.append(port)
        return port

    def write(self, text):
        (self.folder / "devstack.yaml").write_text(text)

    def start(self, *words):
        return Run(self, words)

    def run(self, *words):
        """Runs it to its end: (status, seconds, output). The status is `None` when it did not end."""
        began = time.monotonic()
        run = self.start(*words)
        status = run.wait()
        return status, time.monotonic() - began, run.output

    def normal_length(self, *words):
        """Of a run that nothing disturbs, in seconds."""
        self.must_succeed(*words)
        return min(self.must_succeed(*words) for _ in range(4))

    def must_succeed(self, *words):
        """How long it took, in seconds."""
        status, seconds, output = self.run(*words)
        if status != 0:
            raise RuntimeError(f"{' '.join(words)} ended with {status} undisturbed:\n{output}")
        return seconds

    def remaining(self, seconds):
        """Waits until no process is left and every port is free: how long that took, and what is left at the end."""
        began = time.monotonic()
        while True:
            left = [f"pid {process.pid} ({processes.title(process)})" for process in processes.below()]
            if not left:
                left = [f"port {port}" for port in self.ports if not is_free(port)]
            elapsed = time.monotonic() - began
            if not left or elapsed > seconds:
                return elapsed, left
            time.sleep(0.002)


@contextlib.contextmanager
def stack():
    made = Stack()
    try:
        yield made
    finally:
        processes.end_all()
        shutil.rmtree(made.folder, ignore_errors=True)


@contextlib.contextmanager
def everything():
    """A stack with each kind of process that is hard to end."""
    with stack() as made:
        subprocess.run(
            ["cc", "-O1", "-Wall", "-o", made.folder / "service", ROOT / "Benchmarks/soaking/service.c"], check=True)
        shutil.copytree(ROOT / "site", made.folder / "site")
        kinds = {"plain": "", "daemon": " daemonise", "stubborn": " ignore-term", "parent": " grandchild"}
        ports = {name: made.port() for name in [*kinds, "site", "child"]}
        lines = [CERTIFICATES + "services:"]
        for name, words in kinds.items():
            lines.append(
                f"  {name}:\n    command: ./service {ports[name]}{words}\n    port: {ports[name]}\n"
                "    host: 127.0.0.1\n    stop_grace_period: 100ms")
        for name, place in (("site", "in-process"), ("child", "child")):
            lines.append(
                f"  {name}:\n    files: site\n    port: {ports[name]}\n    tls: localhost\n    run: {place}\n"
                "    depends_on: [plain]")
        lines.append("checks:\n  a command:\n    command: ./service command")
        for name, port in ports.items():
            scheme = "https" if name in ("site", "child") else "http"
            lines.append(f"  {name}:\n    get: {scheme}://localhost:{port}/")
        made.write("\n".join(lines) + "\n")
        yield made


@contextlib.contextmanager
def site():
    """A TLS file server alone, in process, with one check."""
    with stack() as made:
        shutil.copytree(ROOT / "site", made.folder / "site")
        port = made.port()
        made.write(
            f"{CERTIFICATES}services:\n  site:\n    files: site\n    port: {port}\n    tls: localhost\n"
            f"checks:\n  motto:\n    get: https://localhost:{port}/motto.txt\n")
        yield made


@contextlib.contextmanager
def up(made):
    """`devstack up`, from when its checks have passed."""
    run = made.start("up")
    try:
        end = time.monotonic() + LIMIT
        while "passed" not in run.output:
            if time.monotonic() > end or run.process.poll() is not None:
                raise RuntimeError(f"it did not come up:\n{run.output}")
            time.sleep(0.005)
        yield run
    finally:
        run.signal(signal.SIGINT)
        if run.wait() is None:
            raise RuntimeError(f"it did not end on SIGINT:\n{run.output}")
