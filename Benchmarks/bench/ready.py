"""How long after listen(2) in a child the service counts as ready."""
import contextlib
import datetime
import json
import random
import subprocess

from .harness import BASELINE, BINARY, free_port, median


@contextlib.contextmanager
def busy_core():
    """Something that always runs, as on the machine of somebody who works."""
    busy = subprocess.Popen(["sh", "-c", "while :; do :; done"])
    try:
        yield
    finally:
        busy.kill()
        busy.wait()


def measure(bench):
    print("ready: from listen(2) in a child to ready")
    lags = []
    with bench.folder() as folder, busy_core():
        subprocess.run(["cc", "-O2", "-o", folder / "listener", BASELINE / "listener.c"], check=True)
        chance = random.Random(1)
        for _ in range(bench.rounds(100, 5)):
            ports = [free_port() for _ in range(10)]
            if len(set(ports)) < len(ports):
                continue
            lines = ["services:"]
            for index, port in enumerate(ports):
                delay = chance.randrange(1_000, 60_000)
                lines += [f"  s{index}:", f"    command: ./listener {port} {delay} t{index}", f"    port: {port}",
                          "    host: 127.0.0.1"]
            lines += ["checks:", "  done:", "    command: 'true'"]
            (folder / "devstack.yaml").write_text("\n".join(lines) + "\n")
            bench.timed([BINARY, "check", "--report", "json=report.json"], cwd=folder)
            report = json.loads((folder / "report.json").read_text())
            started = datetime.datetime.fromisoformat(report["started_at"].replace("Z", "+00:00")).timestamp()
            for index, service in enumerate(report["services"]):
                listened = float((folder / f"t{index}").read_text())
                lags.append(1000 * (started - listened) + service["ready_after_ms"])
    lags.sort()
    detail = f"{len(lags)} starts, min {lags[0]:.2f} ms, max {lags[-1]:.2f} ms"
    bench.record("ready_median_ms", median(lags), detail)
    bench.record("ready_p99_ms", lags[int(0.99 * len(lags))], detail)
