"""The birds API beside FastAPI with pandas, and the loading of a large CSV beside pandas' C parser."""
import json
import shutil
import subprocess

from .harness import BASELINE, BINARY, free_port, median, python_environment, wait_for_port


def measure(bench):
    print("api: beside FastAPI with pandas")
    if not shutil.which("wrk"):
        return bench.skip("api", "wrk is needed: apt-get install wrk")
    try:
        python = python_environment()
    except subprocess.CalledProcessError:
        return bench.skip("api", "fastapi, uvicorn and pandas could not be installed")
    with bench.folder() as folder:
        site, api = bench.example(folder)
        port = free_port()
        query = "/?year=2021&species=rebnut"
        with bench.up(folder, site, api):
            fastapi = subprocess.Popen([python, BASELINE / "birds_fastapi.py", folder / "data/birds.csv", str(port)])
            try:
                wait_for_port(port)
                seconds = bench.rounds(4, 1)
                ratios, rates = [], []
                for _ in range(bench.rounds(3, 1)):
                    mine = bench.wrk(f"http://localhost:{api}{query}", seconds)
                    theirs = bench.wrk(f"http://127.0.0.1:{port}{query}", seconds)
                    ratios.append(mine / theirs)
                    rates.append((mine, theirs))
                mine, theirs = (median([rate[side] for rate in rates]) for side in (0, 1))
                bench.record("api_vs_fastapi", median(ratios), f"{mine:.0f} requests/s, FastAPI {theirs:.0f}")
            finally:
                fastapi.terminate()
                fastapi.wait(10)
    loading(bench, python)


def loading(bench, python):
    with bench.folder() as folder:
        bench.example(folder)
        lines = (folder / "data/birds.csv").read_bytes().splitlines(keepends=True)
        large = folder / "large.csv"
        with open(large, "wb") as file:
            file.write(lines[0])
            while file.tell() < bench.rounds(60, 10) << 20:
                file.writelines(lines[1:])
        (folder / "devstack.yaml").write_text(
            "services:\n  birds:\n    table: large.csv\n    filters: {year: year, species: species_id}\n"
            f"    fill: {{num: 0}}\n    port: {free_port()}\nchecks:\n  done:\n    command: 'true'\n")
        program = (
            "import sys, time, pandas; start = time.perf_counter(); pandas.read_csv(sys.argv[1]); "
            "print(time.perf_counter() - start)")
        mine, theirs = [], []
        for _ in range(bench.rounds(3, 1)):
            bench.timed([BINARY, "check", "--report", "json=report.json"], cwd=folder)
            service = json.loads((folder / "report.json").read_text())["services"][0]
            mine.append((service["ready_after_ms"] - service["started_after_ms"]) / 1000)
            theirs.append(float(subprocess.run([python, "-c", program, large], check=True, capture_output=True).stdout))
        size = large.stat().st_size / 1e6
        bench.record(
            "csv_vs_pandas", median(theirs) / median(mine),
            f"{size / median(mine):.0f} MB/s to ready, pandas {size / median(theirs):.0f} MB/s")
