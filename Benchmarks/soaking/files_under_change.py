"""Files that change while they are fetched: a response is one whole version or a broken connection, never a mixture."""
import collections
import http.client
import os
import threading
import time

from .client import Client, trust
from .crew import crew
from .stack import site, up

SIZES = {"small": 2 << 10, "medium": 200 << 10, "large": 8 << 20}
WAYS = ["rename", "rewrite", "truncate"]
MARK = 16

Change = collections.namedtuple("Change", "began ended")


def content(version, size):
    """Bytes of which any few tell the version."""
    return (b"%015d\n" % version) * (size // MARK)


def version_of(body):
    """The version that a body is, whole or cut off; `None` when it is a mixture."""
    if not body:
        return 0
    return int(body[:MARK]) if body == (body[:MARK] * (len(body) // MARK + 1))[:len(body)] else None


class ChangingFile:
    """A file that is changed in one way, and when that was."""

    def __init__(self, folder, way, label):
        self.way, self.size = way, SIZES[label]
        self.name = f"{way}-{label}.txt"
        self.path = folder / self.name
        self.version = 1
        self.length = self.size
        self.changes = collections.deque(maxlen=1000)
        self.lock = threading.Lock()
        self.path.write_bytes(content(1, self.size))

    def change(self, chance):
        fresh = content(self.version + 1, self.size)
        with self.lock:
            self.changes.append(Change(time.monotonic(), None))
        if self.way == "rename":
            new = self.path.with_suffix(".new")
            new.write_bytes(fresh)
            new.rename(self.path)
            self.became(self.version + 1, self.size)
        elif self.way == "rewrite":
            descriptor = os.open(self.path, os.O_WRONLY)
            os.pwrite(descriptor, fresh, 0)
            os.close(descriptor)
            self.became(self.version + 1, self.size)
        elif self.length == self.size:
            length = chance.randrange(1, self.size // MARK) * MARK
            os.truncate(self.path, length)
            self.became(self.version, length)
        else:
            self.path.write_bytes(fresh)
            self.became(self.version + 1, self.size)
        with self.lock:
            self.changes[-1] = Change(self.changes[-1].began, time.monotonic())

    def became(self, version, length):
        self.version, self.length = version, length

    def changed_within(self, began, ended):
        """Whether a change had begun before `ended` and not ended before `began`."""
        with self.lock:
            return any(
                change.began <= ended and (change.ended is None or change.ended >= began) for change in self.changes)


def prove(proof):
    with site() as stack, up(stack) as run:
        port, context = stack.ports[0], trust(stack)
        files = [ChangingFile(stack.folder / "site", way, label) for way in WAYS for label in SIZES]
        large = [file for file in files if file.size == SIZES["large"]]
        fetchers = [fetcher(proof, port, context, files, 0), fetcher(proof, port, context, files, 0)]
        fetchers += [fetcher(proof, port, context, [file], 0.002) for file in large]
        with crew(proof, fetchers):
            client = Client(port, context)
            for _ in proof.range(3000, 300):
                file = proof.chance.choice(files)
                file.change(proof.chance)
                began = time.monotonic()
                response = client.get(f"/{file.name}")
                body = response.read()
                proof.worst("the next request", time.monotonic() - began)
                if response.status != 200 or len(body) != file.length or version_of(body) != file.version:
                    proof.fail(
                        f"{file.name} is version {file.version} of {file.length} bytes; the next request got status "
                        f"{response.status}, version {version_of(body)} of {len(body)} bytes", run.output[-2000:])
            client.close()
        for what in ("whole", "broken"):
            if not proof.figures.get(what):
                proof.fail(f"no response was {what}, so nothing was shown")


def fetcher(proof, port, context, files, pause):
    """One that fetches over and over; with a pause it takes little at a time, so that changes come amid."""
    turns = iter(range(1 << 62))

    def fetch(stop):
        client = None
        while not stop.is_set():
            file = files[next(turns) % len(files)]
            if client is None:
                client = Client(port, context, receive_buffer=64 << 10 if pause else None)
            if not judge(proof, file, *exchange(client, file, pause)):
                client.close()
                client = None
        if client:
            client.close()

    return fetch


def exchange(client, file, pause):
    """When it was asked for, when the head was there, when it ended; what was promised, and what came."""
    sent = time.monotonic()
    try:
        response = client.get(f"/{file.name}")
    except http.client.RemoteDisconnected:
        # Broken before its first byte: the head waits for the first piece of a file, which had changed by then.
        return sent, sent, time.monotonic(), file.size, b""
    headed = time.monotonic()
    promised = int(response.headers["Content-Length"])
    body = bytearray()
    try:
        while len(body) < promised and (piece := response.read(64 << 10)):
            body += piece
            if pause:
                time.sleep(pause)
        # The end of an empty body is read as well.
        body += response.read()
    except TimeoutError:
        raise
    except OSError:
        pass
    if response.status != 200:
        raise RuntimeError(f"{file.name}: status {response.status}")
    return sent, headed, time.monotonic(), promised, bytes(body)


def judge(proof, file, sent, headed, ended, promised, body):
    """Whether the connection can be used again."""
    if len(body) < promised:
        proof.count("broken")
        if file.way == "rename" or not file.changed_within(sent, ended):
            proof.fail(
                f"{file.name}: broken after {len(body)} of {promised} bytes, though the open file did not change")
        return False
    if version_of(body) is not None:
        proof.count("whole")
    elif file.way == "rewrite" and file.changed_within(sent, headed):
        # While it is written in place the file itself is a mixture, and nobody can tell.
        proof.count("read while it was written")
    else:
        versions = sorted({int(body[place:place + MARK]) for place in range(0, len(body) - MARK + 1, MARK)})
        proof.fail(f"{file.name}: a mixture of the versions {versions} under a Content-Length of {promised}")
    return True
