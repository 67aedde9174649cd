"""SIGKILL of one of devstack's processes at a random moment: nothing is left, and the next check is green."""
import signal
import time

from . import processes
from .stack import LIMIT, everything

# A run that has lost a service ends in less: its commands have 100 ms of grace each, and an orphan 500 ms.
PATIENCE = 5


def prove(proof):
    with everything() as stack:
        length = stack.normal_length("check")
        proof.worst("undisturbed check", length)
        for _ in proof.range(2000, 15):
            goal = proof.chance.choice(["check", "up"])
            one(proof, stack, goal, proof.chance.uniform(0, length * (1 if goal == "check" else 1.2)))


def one(proof, stack, goal, moment):
    run = stack.start(goal)
    time.sleep(moment)
    found = processes.devstacks()
    supervisor = [process for process in found if process.pid == run.pid]
    others = [process for process in found if process.pid != run.pid]
    group = supervisor if not others or proof.chance.random() < 0.4 else others
    victim = proof.chance.choice(group) if group else None
    name = processes.title(victim) if victim else ""
    had_passed = "passed" in run.output
    # One without a title has begun to end: what it is sent comes too late, though the kernel takes it.
    if victim is None or not name or not processes.kill(victim):
        proof.count("too late")
        victim = None
    killed = time.monotonic()
    what = f"{goal}, {name or 'nobody'} killed after {1000 * moment:.1f} ms"
    is_supervisor = victim is not None and victim.pid == run.pid
    proof.count("supervisors" if is_supervisor else "others", 1 if victim else 0)

    status = end_of(run, goal, had_passed, None if is_supervisor else name, what, proof)
    if status is None:
        return
    if (status == -signal.SIGKILL) != is_supervisor or not is_supervisor and status not in (0, 1, 4):
        proof.fail(f"{what}: status {status}", run.output)
    if status == 0 and "passed" not in run.output:
        proof.fail(f"{what}: status 0, and yet nothing has passed", run.output)
    proof.count(f"status {status}")
    if goal == "check" and not is_supervisor:
        seconds = time.monotonic() - killed
        proof.worst("end of devstack", seconds)
        if seconds > PATIENCE:
            proof.fail(f"{what}: it ended after {seconds:.1f} s only, with status {status}", run.output)

    seconds, left = stack.remaining(2)
    proof.worst("nothing left", seconds)
    if left:
        proof.fail(f"{what}: left after 2 s: {', '.join(left)}", run.output)
        processes.end_all()
    status, seconds, output = stack.run("check")
    proof.worst("next check", seconds)
    if status != 0:
        proof.fail(f"{what}: the next check ended with {status}", output)
    seconds, left = stack.remaining(0.25)
    if left:
        proof.fail(f"{what}: the next check left {', '.join(left)}", output)
        processes.end_all()


def end_of(run, goal, had_passed, name, what, proof):
    """Its exit status. `name` is whom it has lost; `None` when it was killed itself.

    `up` ends by itself when a service has lost a process, and else when it is asked to.
    """
    status = None
    if goal == "up" and name is not None:
        status = until_passed(run)
        if status is None:
            # A warden that had nothing to guard yet is replaced, and of a check's warden only the check fails.
            status = run.wait(2)
            if status is None and had_passed and name not in ("", "devstack: check"):
                proof.fail(f"{what}: up did not notice", run.output)
            run.signal(signal.SIGINT)
    if status is None:
        status = run.wait()
    if status is None:
        proof.fail(f"{what}: devstack did not end in {LIMIT} s", run.output)
        processes.end_all()
        run.wait()
    return status


def until_passed(run):
    """Until its checks are made: its exit status if it ends before."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end and "checks passed" not in run.output and "failed" not in run.output:
        if (status := run.wait(0.01)) is not None:
            return status
    return None
