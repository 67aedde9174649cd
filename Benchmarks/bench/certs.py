"""Making an authority and a certificate from nothing, beside mkcert and openssl: whole programs, from start to exit.

In memory (/dev/shm), since devstack alone waits until every file is on the disk, and that would measure the disk: what
it waits for there is told beside it. So is the making alone, without the start and the end of the program.
"""
import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile

from .harness import BINARY, median

NAMES = ["localhost", "app.test", "*.app.test", "127.0.0.1", "::1"]

# The same chain: a constrained authority, and a leaf with its extensions.
OPENSSL = """
set -e
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key
openssl req -x509 -key ca.key -subj "/O=bench/CN=bench authority" -days 3650 -out ca.pem \\
    -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign \\
    -addext "nameConstraints=critical,permitted;DNS:localhost,permitted;DNS:test,permitted;IP:127.0.0.0/255.0.0.0,"\\
"permitted;IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out leaf.key
openssl req -new -key leaf.key -subj /CN=localhost -out leaf.csr
printf '%s\\n' 'subjectAltName=DNS:localhost,DNS:app.test,DNS:*.app.test,IP:127.0.0.1,IP:::1' \\
    'extendedKeyUsage=serverAuth' 'keyUsage=critical,digitalSignature' 'basicConstraints=critical,CA:FALSE' \\
    'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' > leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -extfile leaf.ext -out leaf.pem
"""


def measure(bench):
    print("certs: an authority and a certificate from nothing")
    rounds = bench.rounds(40, 5)
    contenders = {"devstack": devstack, "openssl": openssl}
    if shutil.which("mkcert"):
        contenders["mkcert"] = mkcert
    else:
        bench.skip("certs beside mkcert", "mkcert is not installed")
    times = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, make in contenders.items():
            with memory_folder() as folder:
                times[name].append(1000 * make(bench, folder))
    on_disk = []
    starts = []
    for _ in range(rounds):
        with memory_folder() as folder:
            starts.append(1000 * bench.timed([BINARY, "--version"], cwd=folder))
        with bench.folder() as folder:
            on_disk.append(1000 * devstack(bench, folder))
    ours = median(times["devstack"])
    said = ", ".join(f"{name} {median(values):.1f} ms" for name, values in times.items())
    detail = f"median of {rounds}: {said}; devstack on the disk {median(on_disk):.1f} ms"
    start = median(starts)
    bench.record("certs_making_ms", ours - start, f"{ours:.1f} ms without the {start:.1f} ms of the program's start")
    bench.record("certs_ms", ours, detail)
    bench.record("certs_vs_openssl", median(times["openssl"]) / ours, detail)
    if "mkcert" in times:
        bench.record("certs_vs_mkcert", median(times["mkcert"]) / ours, detail)


@contextlib.contextmanager
def memory_folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="devstack-bench-", dir="/dev/shm"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def devstack(bench, folder):
    environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data")}
    elapsed = bench.timed([BINARY, "certs", "issue", *NAMES, "--name", "leaf"], cwd=folder, env=environment)
    verify(folder, folder / "data/devstack/authority/ca.pem")
    return elapsed


def mkcert(bench, folder):
    (folder / "root").mkdir()
    environment = {**os.environ, "CAROOT": str(folder / "root"), "TRUST_STORES": "none"}
    elapsed = bench.timed(
        ["mkcert", "-ecdsa", "-cert-file", "leaf.pem", "-key-file", "leaf.key", *NAMES], cwd=folder, env=environment)
    verify(folder, folder / "root/rootCA.pem")
    return elapsed


def openssl(bench, folder):
    elapsed = bench.timed(["sh", "-c", OPENSSL], cwd=folder)
    verify(folder, folder / "ca.pem")
    return elapsed


def verify(folder, authority):
    subprocess.run(
        ["openssl", "verify", "-CAfile", authority, folder / "leaf.pem"], check=True, capture_output=True)
