"""Ctrl-C at a random moment: the status says so, and nothing is left."""
import signal
import time

from . import processes
from .stack import LIMIT, everything

# The stack's commands have 100 ms of grace each, and nobody talks to its servers any more.
PATIENCE = 3


def prove(proof):
    with everything() as stack:
        length = stack.normal_length("check")
        proof.worst("undisturbed check", length)
        for _ in proof.range(500, 15):
            goal = proof.chance.choice(["check", "check", "check", "up"])
            one(proof, stack, goal, proof.chance.uniform(0, 1.05 * length), length)


def one(proof, stack, goal, moment, length):
    run = stack.start(goal)
    time.sleep(moment)
    has_ended = run.process.poll() is not None
    run.signal(signal.SIGINT)
    interrupted = time.monotonic()
    is_twice = proof.chance.random() < 0.25
    if is_twice:
        time.sleep(proof.chance.uniform(0, length / 2))
        run.process.poll()
        run.signal(signal.SIGINT)
    what = f"{goal}, {'two SIGINT' if is_twice else 'SIGINT'} after {1000 * moment:.1f} ms"
    status = run.wait()
    if status is None:
        proof.fail(f"{what}: it did not end in {LIMIT} s", run.output)
        processes.end_all()
        run.wait()
        return
    seconds = time.monotonic() - interrupted
    proof.worst("end", seconds)
    if seconds > PATIENCE:
        proof.fail(f"{what}: it ended after {seconds:.1f} s only, with status {status}", run.output)
    proof.count(f"{goal} {status}")
    # Before it handles signals it dies of one, which a shell calls 130 as well.
    honest = {130, -signal.SIGINT} if goal == "check" else {0, -signal.SIGINT}
    is_concluded = status == 0 and "passed" in run.output
    if status not in honest and not (has_ended or is_concluded):
        proof.fail(f"{what}: status {status}", run.output)
    # Whoever ended in order has waited for the end of all; the death of a signal is only noticed.
    seconds, left = stack.remaining(2 if status < 0 else 0.25)
    proof.worst("nothing left", seconds)
    if left:
        proof.fail(f"{what}, status {status}: left {', '.join(left)}", run.output)
        processes.end_all()
