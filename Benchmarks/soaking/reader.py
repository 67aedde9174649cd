"""The stack file's reader: 20,000 mutants of right files, and libFuzzer for a minute over each reader of foreign bytes."""
import os
import re
import subprocess

from bench.harness import ROOT

from .soak import Skip


def prove(proof):
    count = proof.soak.rounds or (2_000 if proof.soak.quick else 20_000)
    environment = {**os.environ, "DEVSTACK_MUTATIONS": f"{count}", "DEVSTACK_SEED": f"{proof.chance.getrandbits(32)}"}
    done = run(["swift", "test", "--filter", "MutationTests"], environment)
    proof.rounds = 1
    found = re.search(r"mutation run: (.*)", done.stdout)
    if found:
        print(f"     {found[1]}", flush=True)
    if done.returncode or not found:
        proof.fail("the mutation run", done.stdout)
    proof.rounds = 2
    done = run([ROOT / "Benchmarks/fuzz", "--seconds", "10" if proof.soak.quick else "60"], os.environ)
    for line in done.stdout.splitlines():
        print(f"     {line}", flush=True)
    if done.returncode:
        proof.fail("libFuzzer", done.stdout)


def run(command, environment):
    try:
        return subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace")
    except FileNotFoundError as error:
        raise Skip(f"{error.filename} is missing") from error
