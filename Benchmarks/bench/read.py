"""How long a large stack file takes to be read and checked, and hostile ones to be refused, from start to exit status."""
import os
import subprocess
import time

from .harness import BINARY, median


def measure(bench):
    print("read: 10,000 services, and files that are refused")
    with bench.folder() as folder:
        large, small = stack(10_000), stack(1_000)
        (times, memory), (_, smaller) = run(bench, folder, large, 0, 9), run(bench, folder, small, 0, 3)
        bench.record(
            "read_10000_ms", 1000 * median(times),
            f"{len(large) >> 10} KiB, min {1000 * min(times):.0f}, max {1000 * max(times):.0f}, {len(times)} runs")
        bench.record(
            "read_memory", memory / smaller, f"{memory >> 10} MiB for 10,000 services, {smaller >> 10} MiB for 1,000")
        times, _ = run(bench, folder, stack(10_000, checks=10_000), 0, 5)
        bench.record("read_checks_ms", 1000 * median(times), "10,000 services and as many checks of them")
        times, _ = run(bench, folder, mistakes(10_000), 2, 5)
        bench.record("read_mistakes_ms", 1000 * median(times), "10,000 unknown services and keys")
        slowest = {}
        for name, content in hostile().items():
            times, _ = run(bench, folder, content, 2, 9)
            slowest[name] = 1000 * median(times)
        bench.record(
            "read_refused_ms", max(slowest.values()), ", ".join(f"{name} {ms:.0f}" for name, ms in slowest.items()))


def run(bench, folder, content, status, rounds):
    """The times, and the largest resident size in KiB, of `config --quiet`."""
    path = folder / "devstack.yaml"
    if isinstance(content, int):
        with path.open("wb") as file:
            file.truncate(content)
    else:
        path.write_text(content)
    times, largest = [], 0
    for _ in range(bench.rounds(rounds, 2)):
        start = time.perf_counter()
        process = subprocess.Popen(
            [BINARY, "config", "--quiet"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, ended, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(ended)
        if process.returncode != status:
            raise SystemExit(f"the file {path} ended with {process.returncode}, not {status}")
        largest = max(largest, usage.ru_maxrss)
    return times, largest


def stack(count, checks=1):
    lines = ["certificates:"]
    lines += [f"  c{i}: [c{i}.app.test, 127.0.0.1]" for i in range(count // 10)]
    lines.append("services:")
    for i in range(count):
        lines += [f"  s{i}:", f"    command: ./listener --port {10000 + i} --name 'service {i}'", f"    port: {10000 + i}",
                  f"    environment: {{NAME: s{i}, LEVEL: debug}}"]
        if i % 10 == 0:
            lines.append(f"    tls: c{i // 10}")
        if i > 2:
            lines.append(f"    depends_on: [s{i - 1}, s{i // 2}]")
    lines.append("checks:")
    for i in range(checks):
        origin = f"https://c{i // 10}.app.test" if i % 10 == 0 else "http://localhost"
        lines += [f"  service {i} answers:", f"    get: {origin}:{10000 + i}/health?n={i}",
                  f"    expect: {{status: 200, body: {{contains: s{i}}}}}"]
    return "\n".join(lines) + "\n"


def mistakes(count):
    lines = ["services:"]
    for i in range(count // 2):
        lines += [f"  s{i}:", "    comand: ./listener", f"    depends_on: [x{i}, s{(i + 1) % count}, s0]"]
    return "\n".join(lines) + "\n"


def hostile():
    bomb = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    return {
        "alias bomb": "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + bomb,
        "20,000 brackets": "a: " + "[" * 20_000,
        "20,000 pairs of brackets": "a: " + "[" * 20_000 + "]" * 20_000,
        "20,000 braces": "{a: " * 20_000,
        "2,000 nested maps": "".join(" " * depth + "a:\n" for depth in range(2_000)),
        "20,000 nested lists": "- " * 20_000 + "a\n",
        "100 MB": 100 << 20,
    }
