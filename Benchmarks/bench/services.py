"""A thousand services: how soon all listen, what they cost while nothing happens, how soon all are gone.

The same small listeners under supervisord and honcho, which know nothing of readiness: there the ports are looked at from
outside, as devstack's are.
"""
import os
import pathlib
import signal
import subprocess
import time

from .harness import BASELINE, BINARY, ROOT, family, memory_kib, python_environment

FIRST_PORT = 20_000


def measure(bench):
    count = bench.rounds(1000, 100)
    print(f"services: {count} small listeners")
    tools = other_tools(bench)
    with bench.folder() as folder:
        subprocess.run(["cc", "-O2", "-o", folder / "listener", BASELINE / "listener.c"], check=True)
        ports = free_ports(count)
        ours = devstack(bench, folder, ports)
        said = f"{count} services"
        bench.record("services_ready_s", ours["ready"] * 1000 / count, said)
        bench.record("services_memory_kib", ours["memory"] / count, said)
        bench.record("services_idle_percent", ours["idle"], f"of a core, over {ours['watched']:.0f} s")
        bench.record("services_stopped_s", ours["stopped"] * 1000 / count, said)
        for name, start in tools.items():
            theirs = start(folder, ports)
            detail = ", ".join(
                f"{key} {theirs[key]:.2f} against {ours[key]:.2f}" for key in ("ready", "memory", "idle", "stopped"))
            bench.record(f"services_ready_vs_{name}", theirs["ready"] / ours["ready"], detail)
            bench.record(f"services_stopped_vs_{name}", theirs["stopped"] / ours["stopped"], detail)


def other_tools(bench):
    tools = {}
    folder = python_environment().parent
    if not (folder / "supervisord").exists() or not (folder / "honcho").exists():
        subprocess.run([folder / "python", "-m", "pip", "install", "-q", "supervisor", "honcho", "setuptools<81"])
    for name, start in (("supervisord", supervisord), ("honcho", honcho)):
        if (folder / name).exists():
            tools[name] = start
        else:
            bench.skip(f"services beside {name}", "it is not installed")
    return tools


def devstack(bench, folder, ports):
    lines = ["services:"]
    for index, port in enumerate(ports):
        lines += [f"  s{index}:", f"    command: ./listener {port} 0 t{index}", f"    port: {port}", "    host: 127.0.0.1"]
    (folder / "devstack.yaml").write_text("\n".join(lines) + "\n")
    began = time.perf_counter()
    bench.timed([BINARY, "up", "--detach"], cwd=folder)
    # It returns when all are ready.
    ready = time.perf_counter() - began
    missing = set(ports) - listening()
    if missing:
        raise SystemExit(f"devstack says that all are ready, and nothing listens on {sorted(missing)[:5]}")
    pid = int((folder / ".devstack/lock").read_text())
    result = at_rest([process for process in family(pid) if not is_listener(process)])
    began = time.perf_counter()
    bench.timed([BINARY, "down"], cwd=folder)
    result |= {"ready": ready, "stopped": time.perf_counter() - began}
    if listening() & set(ports):
        raise SystemExit("devstack says that all is down, and ports are still open")
    return result


def supervisord(folder, ports):
    lines = ["[supervisord]", "nodaemon=true", "minfds=8192", "minprocs=4096", f"logfile={folder}/supervisord.log"]
    for index, port in enumerate(ports):
        lines += [f"[program:s{index}]", f"command={folder}/listener {port} 0 {folder}/t{index}", "autorestart=false"]
    (folder / "supervisord.conf").write_text("\n".join(lines) + "\n")
    tool = python_environment().parent / "supervisord"
    return other([tool, "-c", folder / "supervisord.conf"], folder, ports)


def honcho(folder, ports):
    lines = [f"s{index}: exec ./listener {port} 0 t{index}" for index, port in enumerate(ports)]
    (folder / "Procfile").write_text("\n".join(lines) + "\n")
    return other([python_environment().parent / "honcho", "start"], folder, ports)


def other(command, folder, ports):
    with open(folder / "other.log", "wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**os.environ, "PORT": "5000"})
        await_fact(lambda: set(ports) <= listening(), "all listen", log.name)
        ready = time.perf_counter() - began
        result = at_rest([found for found in family(process.pid) if not is_listener(found)])
        began = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        process.wait(120)
        await_fact(lambda: not set(ports) & listening(), "all are gone", log.name)
        return result | {"ready": ready, "stopped": time.perf_counter() - began}


def await_fact(is_so, words, log):
    end = time.monotonic() + 120
    while not is_so():
        if time.monotonic() > end:
            raise SystemExit(f"not {words} after two minutes:\n{pathlib.Path(log).read_text()[-2000:]}")
        time.sleep(0.02)


def at_rest(processes):
    """Memory and processor time of these while nothing happens, and the start is long over."""
    time.sleep(25)
    memory = memory_kib(processes)
    before, began = ticks(processes), time.monotonic()
    time.sleep(10)
    watched = time.monotonic() - began
    idle = 100 * (ticks(processes) - before) / os.sysconf("SC_CLK_TCK") / watched
    return {"memory": memory, "idle": idle, "watched": watched}


def ticks(processes):
    total = 0
    for pid in processes:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total


def is_listener(pid):
    return pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "listener"


def listening():
    """The ports of 127.0.0.1 on which somebody listens."""
    found = set()
    for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
        address, state = line.split()[1], line.split()[3]
        if state == "0A" and address.startswith("0100007F"):
            found.add(int(address.split(":")[1], 16))
    return found


def free_ports(count):
    """Below those that clients get."""
    taken = listening()
    return [port for port in range(FIRST_PORT, FIRST_PORT + count + len(taken)) if port not in taken][:count]
