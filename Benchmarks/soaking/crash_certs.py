"""SIGKILL while certificates are made and renewed, and a full disk: every pair is whole, and the next run is green."""
import contextlib
import hashlib
import os
import shutil
import signal
import ssl
import subprocess
import time

from .stack import LIMIT, site


def prove(proof):
    with site() as stack:
        certs = stack.folder / "certs"
        stack.run("check")
        lengths = {"renewal": stack.normal_length("certs", "--renew")}
        lengths["making"] = first_making(stack, certs)
        lengths["new authority"] = stack.normal_length("certs", "--renew-authority")
        # Renewal is what happens by itself, and so every other time.
        for _ in proof.range(400, 20):
            kind = proof.chance.choice(["renewal", "renewal", "making", "new authority"])
            proof.count(f"{kind}s begun")
            crash(proof, stack, certs, kind, proof.chance.uniform(0, lengths[kind]))
        full_disk(proof, stack, certs, 4 if proof.soak.quick else 24)


def first_making(stack, certs):
    times = []
    for _ in range(3):
        shutil.rmtree(certs)
        times.append(stack.must_succeed("certs", "--renew"))
    return sorted(times)[1]


def crash(proof, stack, certs, kind, moment):
    if kind == "making":
        shutil.rmtree(certs)
    before = fingerprint(certs)
    names = set(before or ())
    run = stack.start("certs", "--renew-authority" if kind == "new authority" else "--renew")
    if proof.chance.random() < 0.5:
        time.sleep(moment)
        what = f"{kind}, killed after {1000 * moment:.1f} ms"
    else:
        moment = proof.chance.uniform(0, 0.003)
        wait_for_change(run, certs, names, moment)
        what = f"{kind}, killed {1000 * moment:.2f} ms after the first change"
    run.signal(signal.SIGKILL)
    status = run.wait()
    proof.count(f"{kind} killed", 1 if status == -signal.SIGKILL else 0)
    after = fingerprint(certs)
    proof.count(f"{kind} killed amid", 1 if status == -signal.SIGKILL and after != before else 0)
    trouble = troubles(certs, may_be_missing=kind == "making", pairs_alone=kind == "new authority")
    if trouble:
        # A new authority replaces two files; no rename does both. The next run finishes it.
        if kind == "new authority":
            proof.count("half a new authority")
        else:
            proof.fail(f"{what}: {trouble}", run.output)
    must_be_green(proof, stack, certs, what)


def wait_for_change(run, certs, names, moment):
    """Until this long after the first new name in the folder, so that most of these rounds end amid the writing."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end and run.process.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            if set(os.listdir(certs)) - names:
                break
    end = time.monotonic() + moment
    while time.monotonic() < end:
        pass


def must_be_green(proof, stack, certs, what):
    status, seconds, output = stack.run("check")
    proof.worst("next check", seconds)
    if status != 0:
        proof.fail(f"{what}: the next check ended with {status}", output)
        shutil.rmtree(certs, ignore_errors=True)
    elif trouble := troubles(certs):
        proof.fail(f"{what}: after the next check {trouble}", output)
    left = sorted(name for name in os.listdir(certs) if name.endswith(".new")) if certs.exists() else []
    if left:
        proof.count("files left aside", len(left))


def fingerprint(certs):
    if not certs.exists():
        return None
    return {path.name: hashlib.sha256(path.read_bytes()).digest() for path in certs.iterdir() if path.is_file()}


def troubles(certs, may_be_missing=False, pairs_alone=False):
    """What is wrong with the pairs in the folder, in words; empty when they are whole, match, and form a chain."""
    for name in ("ca", "localhost"):
        chain, key = certs / f"{name}.pem", certs / f"{name}.key"
        if key.exists() and key.stat().st_mode & 0o077:
            return f"{key.name} is open to others"
        if may_be_missing and not chain.exists():
            continue
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(chain, key)
        except (OSError, ssl.SSLError) as error:
            return f"{name}.pem and {name}.key are no pair: {error}"
    if pairs_alone or may_be_missing and not (certs / "localhost.pem").exists():
        return ""
    done = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", certs / "ca.pem",
         certs / "localhost.pem"], capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else ""


def full_disk(proof, stack, certs, rounds):
    """Renewals with no more than a few pages free."""
    shutil.rmtree(certs, ignore_errors=True)
    with small_disk(certs) as is_mounted:
        if not is_mounted:
            proof.count("full disk skipped: mount is not allowed")
            return
        must_be_green(proof, stack, certs, "on a disk of its own")
        for number in range(rounds):
            free = fill(certs, pages=number % 4)
            before = fingerprint(certs)
            status, _, output = stack.run("certs", "--renew")
            what = f"full disk, {free} pages free"
            proof.count(f"full disk, status {status}")
            if status not in (0, 3):
                proof.fail(f"{what}: status {status}", output)
            if trouble := troubles(certs):
                proof.fail(f"{what}: {trouble}", output)
            if status == 3 and {name: sum for name, sum in fingerprint(certs).items() if name != ".lock"} != {
                    name: sum for name, sum in before.items() if name != ".lock"}:
                proof.fail(f"{what}: it failed, and yet changed something", output)
            for filler in certs.glob("filler*"):
                filler.unlink()
            must_be_green(proof, stack, certs, what)


def fill(certs, pages):
    number = 0
    with contextlib.suppress(OSError):
        while True:
            with open(certs / f"filler{number}", "wb", buffering=0) as file:
                file.write(b" " * 4096)
            number += 1
    # The last one may be there without its page.
    fillers = sorted(certs.glob("filler*"), key=lambda path: int(path.name[6:]), reverse=True)
    freed = 0
    for filler in fillers:
        if filler.stat().st_size == 0:
            filler.unlink()
        elif freed < pages:
            filler.unlink()
            freed += 1
    return freed


@contextlib.contextmanager
def small_disk(place):
    place.mkdir()
    is_mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", place], capture_output=True).returncode == 0
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", place], capture_output=True)
