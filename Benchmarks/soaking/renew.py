"""Renewals under keep-alive connections and new handshakes: no request and no handshake fails."""
import threading
import time

from .client import Client, leaf_on_disk, trust
from .crew import crew
from .stack import site, up

CONNECTIONS = 32
# New handshakes a second, by so many clients together.
HANDSHAKES = 50
HANDSHAKERS = 5


def prove(proof):
    with site() as stack, up(stack):
        port, context = stack.ports[0], trust(stack)
        motto = (stack.folder / "site/motto.txt").read_bytes()
        lock, counts = threading.Lock(), {"requests": 0, "handshakes": 0}

        def count(what, number):
            with lock:
                counts[what] += number

        def fetch(client):
            response = client.get("/motto.txt")
            body = response.read()
            if response.status != 200 or body != motto:
                raise RuntimeError(f"status {response.status}, {len(body)} bytes")

        def keep_alive(stop):
            made = 0
            with Client(port, context) as client:
                while not stop.is_set():
                    fetch(client)
                    made += 1
                    stop.wait(0.02)
            count("requests", made)

        def handshakes(stop):
            made, began, pace = 0, time.monotonic(), HANDSHAKERS / HANDSHAKES
            while not stop.is_set():
                with Client(port, context) as client:
                    fetch(client)
                made += 1
                # As many as are due by now, so that a slow one is made up for.
                stop.wait(max(0, began + made * pace - time.monotonic()))
            count("handshakes", made)

        seen = set()
        began = time.monotonic()
        with crew(proof, [keep_alive] * CONNECTIONS + [handshakes] * HANDSHAKERS):
            for _ in proof.range(200, 10):
                status, seconds, output = stack.run("certs", "--renew")
                proof.worst("certs --renew", seconds)
                if status != 0:
                    proof.fail(f"certs --renew ended with {status}", output)
                wanted = leaf_on_disk(stack)
                if wanted in seen:
                    proof.fail("the certificate on disk is one from before")
                seen.add(wanted)
                with Client(port, context) as client:
                    if client.leaf != wanted:
                        proof.fail("the first handshake after a renewal got the certificate from before")
                if "serves it: " not in output:
                    proof.fail("certs --renew did not say what the port serves", output)
        seconds = time.monotonic() - began
        for what, number in counts.items():
            proof.count(what, number)
        proof.count("handshakes a second", round(counts["handshakes"] / seconds))
        if not proof.soak.quick and counts["handshakes"] / seconds < 0.9 * HANDSHAKES:
            proof.fail(f"only {counts['handshakes'] / seconds:.0f} handshakes a second were made")
        if counts["requests"] == 0 or counts["handshakes"] == 0:
            proof.fail("nothing was asked for meanwhile")
