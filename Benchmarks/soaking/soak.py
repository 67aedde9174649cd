"""One run of the proofs: its size, its seed, and what came of each proof."""
import random
import time
import traceback

from bench.harness import BINARY

from . import processes


class Skip(Exception):
    """A proof that this machine does not allow."""


class Proof:
    """What one proof has found until now."""

    # A fault that shows in every round is understood from the first few.
    ENOUGH = 20

    def __init__(self, soak, name):
        self.soak = soak
        self.name = name
        # Each proof draws from a sequence of its own, so that one of them can be repeated alone.
        self.chance = random.Random(f"{soak.seed} {name}")
        self.failures = 0
        self.rounds = 0
        self.figures = {}
        self.worsts = {}

    def range(self, full, quick):
        """Counts rounds, and ends early when it is plain that something is wrong."""
        count = self.soak.rounds or (quick if self.soak.quick else full)
        for _ in range(count):
            if self.failures >= self.ENOUGH:
                print(f"     {self.name}: given up after {self.failures} failures", flush=True)
                return
            self.rounds += 1
            yield self.rounds

    def fail(self, text, output=""):
        self.failures += 1
        print(f"     {self.name}, round {self.rounds}: {text}", flush=True)
        for line in output.splitlines()[-12:]:
            print(f"       | {line}", flush=True)

    def count(self, what, number=1):
        self.figures[what] = self.figures.get(what, 0) + number

    def worst(self, what, seconds):
        self.worsts[what] = max(self.worsts.get(what, 0), seconds)

    def summary(self):
        parts = [f"{self.rounds} rounds, {self.failures} failures"]
        parts += [f"{what} {number}" for what, number in sorted(self.figures.items())]
        parts += [f"{what} at worst {1000 * seconds:.0f} ms" for what, seconds in self.worsts.items()]
        return ", ".join(parts)


class Soak:
    def __init__(self, quick, seed, rounds=None):
        self.quick = quick
        self.seed = seed
        self.rounds = rounds
        self.failed = []
        self.skipped = []
        if not BINARY.exists():
            raise SystemExit(f"{BINARY} is missing: run `make build` first")
        processes.adopt()
        print(f"seed {seed}", flush=True)

    def run(self, name, prove):
        proof = Proof(self, name)
        began = time.monotonic()
        try:
            prove(proof)
        except Skip as reason:
            self.skipped.append(name)
            print(f"skip {name}: {reason}", flush=True)
            return
        except Exception:
            proof.fail("it ended early", traceback.format_exc())
        finally:
            processes.end_all()
        if proof.failures:
            self.failed.append(name)
        word = "FAIL" if proof.failures else "ok  "
        print(f"{word} {name}: {proof.summary()}; {time.monotonic() - began:.0f} s", flush=True)

    def finish(self):
        if self.failed:
            print(f"\nfailed: {', '.join(self.failed)}; repeat with --seed {self.seed}")
        return 1 if self.failed else 0
