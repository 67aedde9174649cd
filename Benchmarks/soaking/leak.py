"""Thousands of connections, whole and aborted: descriptors and memory return to about what they were."""
import contextlib
import os
import signal
import socket
import ssl
import struct
import threading
import time

from .client import Client, trust
from .crew import crew
from .stack import site, up

# What may be left afterwards: caches that fill, and the allocator's own.
DESCRIPTORS = 4
MEMORY_KIB = 6 << 10
LINES_KEPT = 20_000
THREADS = 4
# How long SIGINT may take, in seconds.
PATIENCE = 3


class Load:
    def __init__(self, proof, port, context, motto):
        self.proof, self.port, self.context, self.motto = proof, port, context, motto
        self.lock = threading.Lock()

    def over_new_connections(self, _):
        with Client(self.port, self.context) as client:
            self.fetch(client)

    def fetch(self, client):
        if client.get("/motto.txt").read() != self.motto:
            raise RuntimeError("another body than the file's")

    def keep_alive(self, count):
        with Client(self.port, self.context) as client:
            for _ in range(count):
                self.fetch(client)

    def abort_handshake(self, number):
        """Ends before the handshake, in its first message, or after it; by FIN or by RST."""
        plain = socket.create_connection(("127.0.0.1", self.port), 20)
        if number % 3 > 0:
            hello = self.hello()
            plain.sendall(hello if number % 3 == 1 else hello[:len(hello) // 2])
        if number % 2:
            reset_on_close(plain)
        plain.close()

    def hello(self):
        """The first message of a handshake."""
        outgoing = ssl.MemoryBIO()
        client = self.context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="localhost")
        with contextlib.suppress(ssl.SSLWantReadError):
            client.do_handshake()
        return outgoing.read()

    def abort_download(self, number):
        client = Client(self.port, self.context, receive_buffer=32 << 10)
        client.get("/large.bin").read(1 << 16)
        if number % 2:
            reset_on_close(client.socket)
        client.close()

    def many(self, work, count):
        """Does it `count` times, by a few threads."""
        numbers = iter(range(count))

        def worker(stop):
            while not stop.is_set():
                with self.lock:
                    number = next(numbers, None)
                if number is None:
                    return
                work(number)

        threads = [worker] * THREADS
        with crew(self.proof, threads):
            end = time.monotonic() + 600
            while threading.active_count() > 1 and time.monotonic() < end and not self.proof.failures:
                time.sleep(0.01)

    def all(self, scale):
        self.many(self.over_new_connections, int(20_000 * scale))
        self.keep_alive(int(2_000 * scale))
        self.many(self.abort_handshake, int(2_000 * scale))
        self.many(self.abort_download, int(300 * scale))


def reset_on_close(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def memory_kib(pid):
    """Of its own. What it shares with other processes, such as libraries, counts less the more of those there are."""
    for line in open(f"/proc/{pid}/smaps_rollup"):
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1])
    raise RuntimeError("this kernel does not tell Pss_Anon")


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def prove(proof):
    with site() as stack, up(stack) as run:
        (stack.folder / "site/large.bin").write_bytes(os.urandom(16 << 20))
        load = Load(proof, stack.ports[0], trust(stack), (stack.folder / "site/motto.txt").read_bytes())
        scale = 0.05 if proof.soak.quick or proof.soak.rounds else 1
        # The first of each kind makes what is kept for all, and so many lines of its log are kept.
        load.keep_alive(int(LINES_KEPT * 1.1 * scale))
        load.all(0.02)
        before = settled(run.pid, 0)
        memory = memory_kib(run.pid)
        for _ in proof.range(1, 1):
            load.all(scale)
        after = settled(run.pid, before)
        grown = memory_kib(run.pid) - memory
        proof.count("descriptors before", before)
        proof.count("descriptors after", after)
        proof.count("KiB before", memory)
        proof.count("KiB more", grown)
        if after > before + DESCRIPTORS:
            proof.fail(f"{after} descriptors, {before} before; {DESCRIPTORS} more are allowed")
        if grown > MEMORY_KIB:
            proof.fail(f"{grown} KiB more than {memory}; {MEMORY_KIB} are allowed")
        end_with_unfinished(proof, load, run)


def end_with_unfinished(proof, load, run):
    """Clients that do not go on with their handshake must not hold up the end."""
    clients = [socket.create_connection(("127.0.0.1", load.port), 20) for _ in range(3)]
    clients[1].sendall(load.hello()[:50])
    clients[2].sendall(load.hello())
    began = time.monotonic()
    run.signal(signal.SIGINT)
    status = run.wait()
    seconds = time.monotonic() - began
    for client in clients:
        client.close()
    proof.worst("end", seconds)
    if status != 0 or seconds > PATIENCE:
        proof.fail(f"with unfinished handshakes it ended {seconds:.1f} s after SIGINT, with status {status}")


def settled(pid, wanted):
    """How many descriptors are open once no more are closed, or there are as few as wanted."""
    end = time.monotonic() + 60
    count, since = descriptors(pid), time.monotonic()
    # A handshake that never comes is waited for 10 s.
    while count > wanted and time.monotonic() < end and (now := time.monotonic()) - since < 12:
        latest = descriptors(pid)
        if latest != count:
            count, since = latest, now
        time.sleep(0.05)
    return count
