"""`devstack check` on the example, beside the same job by shell script."""
import shutil
import subprocess

from .harness import BASELINE, BINARY, free_port, median, python_environment


def measure(bench):
    print("check: the whole example, from start to exit status")
    with bench.folder() as folder, bench.folder() as script_folder:
        site, api = bench.example(folder)
        lean = ["bash", BASELINE / "check.sh", script_folder, folder / "site", folder / "data/birds.csv",
                str(free_port()), str(free_port())]
        usual = lean + [python()]
        scripts = {"lean": lean} | ({"usual": usual} if usual[-1] and shutil.which("lsof") else {})
        bench.timed([BINARY, "check"], cwd=folder)
        for script in scripts.values():
            bench.timed(script)
        ours, making, times = [], [], {name: [] for name in scripts}
        for _ in range(bench.rounds(7, 2)):
            ours += [bench.timed([BINARY, "check"], cwd=folder) for _ in range(5)]
            for name, script in scripts.items():
                times[name].append(bench.timed(script))
            shutil.rmtree(folder / "certs")
            making.append(bench.timed([BINARY, "check"], cwd=folder))
        mine = 1000 * median(ours)
        bench.record("check_ms", mine, f"min {1000 * min(ours):.1f}, max {1000 * max(ours):.1f}, {len(ours)} runs")
        bench.record("check_making_ms", 1000 * median(making), f"{len(making)} runs")
        for name, key in (("usual", "check_vs_script"), ("lean", "check_vs_lean_script")):
            if name in times:
                script = 1000 * median(times[name])
                bench.record(key, script / mine, f"script {script:.0f} ms, devstack {mine:.1f} ms")
            else:
                bench.skip(key, "fastapi, uvicorn and pandas, or lsof, could not be had")


def python():
    try:
        return python_environment()
    except subprocess.CalledProcessError:
        return None
