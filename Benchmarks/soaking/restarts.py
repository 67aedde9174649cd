"""Thousands of restarts of one service: no descriptor, no process and no memory that grows with them."""
import http.client
import json
import socket

from . import processes
from .leak import memory_kib, settled
from .stack import stack, up

DESCRIPTORS = 0
MEMORY_KIB = 2 << 10


class Control(http.client.HTTPConnection):
    """A stack that is up, over its Unix socket."""

    def __init__(self, place):
        super().__init__("devstack", timeout=60)
        self.place = place

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(self.place)


def restart(place, service):
    """The service as it is afterwards."""
    connection = Control(place)
    connection.request("POST", f"/v1/services/{service}/restart")
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return answer


def prove(proof):
    with stack() as made:
        port = made.port()
        made.write(
            "services:\n  plain:\n    command: [sh, -c, 'echo up; exec sleep 600']\n"
            f"  server:\n    files: .\n    port: {port}\n"
            f"checks:\n  it answers:\n    get: http://localhost:{port}/devstack.yaml\n")
        with up(made) as run:
            place = (made.folder / ".devstack/control").read_text().strip()

            def both():
                for service in ("plain", "server"):
                    answer = restart(place, service)
                    if answer.get("state") != "ready":
                        proof.fail(f"{service} is {answer} after a restart")

            for _ in range(50):
                both()
            before = (settled(run.pid, 0), len(processes.below()), memory_kib(run.pid))
            for _ in proof.range(5000, 100):
                both()
            after = (settled(run.pid, before[0]), len(processes.below()), memory_kib(run.pid))
            for name, old, new, allowed in zip(
                    ("descriptors", "processes", "KiB"), before, after, (DESCRIPTORS, 0, MEMORY_KIB)):
                proof.count(f"{name} before", old)
                proof.count(f"{name} after", new)
                if new > old + allowed:
                    proof.fail(f"{new} {name} after the restarts, {old} before")
