"""Restarts of a program whose port devstack opens, under load: no connection is refused and no request is lost."""
import http.client
import threading
import time

from .crew import crew
from .stack import stack, up

# Requests a second, each over a connection of its own, by so many clients together.
REQUESTS = 200
CLIENTS = 10

# Answers each connection with its pid; after SIGTERM it finishes what it has accepted.
SERVER = r"""
import os, select, signal, socket, threading

assert os.environ["LISTEN_PID"] == str(os.getpid())
listeners = [socket.socket(fileno=3 + number) for number in range(int(os.environ["LISTEN_FDS"]))]
for listener in listeners:
    listener.setblocking(False)
ending, told = socket.socketpair()
signal.signal(signal.SIGTERM, lambda *_: told.send(b"x"))


def answer(connection):
    with connection:
        connection.recv(65536)
        body = str(os.getpid()).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
        connection.sendall(head + body)


threads = set()
while True:
    ready, _, _ = select.select([*listeners, ending], [], [])
    if ending in ready:
        break
    for listener in ready:
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            continue
        connection.setblocking(True)
        threads = {thread for thread in threads if thread.is_alive()}
        thread = threading.Thread(target=answer, args=[connection])
        thread.start()
        threads.add(thread)
for thread in threads:
    thread.join()
"""


def prove(proof):
    with stack() as made:
        port = made.port()
        (made.folder / "server.py").write_text(SERVER)
        made.write(
            f"services:\n  api:\n    command: python3 server.py\n    port: {port}\n    socket: activate\n"
            f"    ready: {{http: /}}\nchecks:\n  api:\n    get: http://localhost:{port}/\n")
        lock, answers = threading.Lock(), []

        def ask():
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            began = time.monotonic()
            try:
                client.request("GET", "/")
                pid = client.getresponse().read()
            finally:
                client.close()
            with lock:
                answers.append((pid, time.monotonic() - began))

        def clients(stop):
            count, began, pace = 0, time.monotonic(), CLIENTS / REQUESTS
            while not stop.is_set():
                ask()
                count += 1
                # As many as are due by now, so that those that waited are made up for.
                stop.wait(max(0, began + count * pace - time.monotonic()))

        with up(made):
            began = time.monotonic()
            with crew(proof, [clients] * CLIENTS):
                for _ in proof.range(100, 5):
                    status, seconds, output = made.run("restart", "api")
                    proof.worst("restart", seconds)
                    if status != 0:
                        proof.fail(f"restart ended with {status}", output)
            rate = len(answers) / (time.monotonic() - began)
        pids = {pid for pid, _ in answers}
        proof.count("requests", len(answers))
        proof.count("a second", round(rate))
        proof.count("processes that answered", len(pids))
        proof.worst("answer", max(seconds for _, seconds in answers))
        # Each restart waits until the new one answers, so that at least the last of each pair was asked.
        if len(pids) < proof.rounds:
            proof.fail(f"only {len(pids)} processes answered in {proof.rounds} restarts")
