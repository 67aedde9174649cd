"""`devstack check` on the example, beside the same job by shell script."""
import shutil

from .harness import BASELINE, BINARY, free_port, median


def measure(bench):
    print("check: the whole example, from start to exit status")
    with bench.folder() as folder, bench.folder() as script_folder:
        site, api = bench.example(folder)
        script = ["bash", BASELINE / "check.sh", script_folder, folder / "site", folder / "data/birds.csv",
                  str(free_port()), str(free_port())]
        bench.timed([BINARY, "check"], cwd=folder)
        bench.timed(script)
        ours, script_times, making = [], [], []
        for _ in range(bench.rounds(7, 2)):
            ours += [bench.timed([BINARY, "check"], cwd=folder) for _ in range(5)]
            script_times.append(bench.timed(script))
            shutil.rmtree(folder / "certs")
            making.append(bench.timed([BINARY, "check"], cwd=folder))
        ms = [1000 * median(times) for times in (ours, making, script_times)]
        bench.record("check_ms", ms[0], f"min {1000 * min(ours):.1f}, max {1000 * max(ours):.1f}, {len(ours)} runs")
        bench.record("check_making_ms", ms[1], f"{len(making)} runs")
        bench.record("check_vs_script", ms[2] / ms[0], f"script {ms[2]:.0f} ms, devstack {ms[0]:.1f} ms")
