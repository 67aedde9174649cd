"""SIGKILL of all, or of some, of devstack's processes at once: the next start ends what is left, and is green."""
import time

from . import processes
from .stack import everything


def prove(proof):
    with everything() as stack:
        length = stack.normal_length("check")
        proof.worst("undisturbed check", length)
        for _ in proof.range(500, 10):
            one(proof, stack, proof.chance.choice(["check", "up"]), proof.chance.uniform(0, 1.2 * length))


def one(proof, stack, goal, moment):
    run = stack.start(goal)
    time.sleep(moment)
    what = kill_several(proof, run, proof.chance.random() < 0.7)
    run.wait()
    what = f"{goal}, {what} killed after {1000 * moment:.1f} ms"
    # What does not mind SIGTERM lives on; half the time the rest is given the time to end.
    time.sleep(proof.chance.choice([0, 0.1]))
    survivors = [f"pid {process.pid} ({processes.title(process)})" for process in processes.below()]
    proof.count("rounds with survivors", 1 if survivors else 0)
    proof.count("survivors", len(survivors))

    status, seconds, output = stack.run("check")
    proof.worst("next check", seconds)
    if status != 0:
        proof.fail(f"{what}, survivors {', '.join(survivors)}: the next check ended with {status}", output)
    seconds, left = stack.remaining(0.25)
    if left:
        proof.fail(
            f"{what}, survivors {', '.join(survivors)}: after the next check there is left {', '.join(left)}", output)
        processes.end_all()


def kill_several(proof, run, is_all):
    """Kills the supervisor and some of the others, or all there are; which, in words."""
    found = processes.devstacks()
    if is_all:
        while found:
            proof.chance.shuffle(found)
            for process in found:
                processes.kill(process)
            found = processes.devstacks()
        return "all"
    supervisor = [process for process in found if process.pid == run.pid]
    others = [process for process in found if process.pid != run.pid]
    chosen = supervisor + proof.chance.sample(others, proof.chance.randrange(len(others) + 1))
    proof.chance.shuffle(chosen)
    names = [processes.title(process) for process in chosen]
    for process in chosen:
        processes.kill(process)
    return f"{len(chosen)} of {len(found)} ({', '.join(names)})"
