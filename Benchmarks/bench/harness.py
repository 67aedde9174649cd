"""What the benchmarks share: the binary, free ports, timing in turns, stacks that are up, the table of results."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("DEVSTACK_BINARY", ROOT / ".build-release/release/devstack")).resolve()
BASELINE = ROOT / "Benchmarks/baseline"
THRESHOLDS = json.loads((ROOT / "Benchmarks/thresholds.json").read_text())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.01)
    raise RuntimeError(f"nothing listens on {port}")


def python_environment():
    """A Python with fastapi, uvicorn and pandas, made once."""
    folder = ROOT / ".build-bench"
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run(["python3", "-m", "venv", folder], check=True)
    if subprocess.run([python, "-c", "import fastapi, uvicorn, pandas"], capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "-q", "fastapi", "uvicorn", "pandas"], check=True)
    return python


def memory_kib(pids):
    """The sum of the proportional set sizes of these processes, in KiB."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total


def family(pid):
    """A process and all below it."""
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


class Bench:
    def __init__(self, quick):
        self.quick = quick
        self.rows = []
        self.skipped = []
        if not BINARY.exists():
            raise SystemExit(f"{BINARY} is missing: run `make build` first")

    def say(self, text):
        print(f"  {text}", flush=True)

    def rounds(self, full, quick):
        return quick if self.quick else full

    @contextlib.contextmanager
    def folder(self):
        path = pathlib.Path(tempfile.mkdtemp(prefix="devstack-bench-"))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def example(self, folder):
        """The project's own example in `folder`, on free ports: (site port, API port)."""
        for name in ("site", "data"):
            shutil.copytree(ROOT / name, folder / name)
        site, birds = free_port(), free_port()
        text = (ROOT / "devstack.yaml").read_text().replace("1443", str(site)).replace("8000", str(birds))
        (folder / "devstack.yaml").write_text(text)
        return site, birds

    @contextlib.contextmanager
    def up(self, folder, *ports):
        """`devstack up` in `folder`, from when the ports are open."""
        with open(folder / "up.log", "wb") as log:
            process = subprocess.Popen([BINARY, "up"], cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
            try:
                for port in ports:
                    wait_for_port(port)
                yield process
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(30)

    def timed(self, command, **options):
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
        elapsed = time.perf_counter() - start
        if done.returncode:
            raise SystemExit(f"{command} ended with {done.returncode}:\n{done.stdout.decode(errors='replace')}")
        return elapsed

    def wrk(self, url, seconds, connections=32, headers=()):
        """Requests a second, by wrk."""
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", url]
        for header in headers:
            command[1:1] = ["-H", header]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if "Non-2xx" in text or "Socket errors" in text and "close" not in "".join(headers).lower():
            self.say(f"wrk saw errors on {url}: {text.strip().splitlines()[-3:]}")
        return float(next(line.split()[1] for line in text.splitlines() if line.startswith("Requests/sec")))

    def record(self, key, value, detail):
        threshold = THRESHOLDS[key]
        met = all(
            value <= bound if kind == "at_most" else value >= bound
            for kind, bound in threshold.items() if kind != "what")
        bound = ", ".join(f"{kind.replace('_', ' ')} {bound:g}" for kind, bound in threshold.items() if kind != "what")
        self.rows.append((threshold["what"], value, bound, met, detail))
        print(f"{'ok  ' if met else 'FAIL'} {threshold['what']}: {value:.2f} ({bound}); {detail}", flush=True)

    def skip(self, what, why):
        self.skipped.append(what)
        print(f"skip {what}: {why}", flush=True)

    def finish(self):
        failed = [row for row in self.rows if not row[3]]
        print(f"\n{len(self.rows) - len(failed)} thresholds met, {len(failed)} not, {len(self.skipped)} skipped")
        return 1 if failed else 0


def median(values):
    return statistics.median(values)
