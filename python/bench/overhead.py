"""What Python adds to a run, and how fast a large table reaches pandas:

    PYTHONPATH=build/release/python python3 python/bench/overhead.py [PAIRS]

Runs of Heihe on one thread by the program and by `amur.run` in turn, processor time of each with
the writing of its file; starting Python and importing are told apart. The table is that of a skim
of 1,000 places.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import amur
import numpy as np
import pandas as pd

PROJECT = Path(__file__).parents[2]
PROGRAM = os.environ.get("AMUR_PROGRAM", str(PROJECT / "build/release/amur"))
HEIHE = PROJECT / "cases/heihe"


def of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def by_program(file: Path) -> float:
    before = of_children()
    command = [PROGRAM, "run", HEIHE, "--threads", "1", "-o", file]
    subprocess.run(command, check=True, capture_output=True)
    return of_children() - before


def by_python(file: Path) -> float:
    """With what reads the claims, a process of its own in both."""
    before = time.process_time() + of_children()
    amur.run(HEIHE, threads=1, output=file)
    return time.process_time() + of_children() - before


def of_the_layer() -> float:
    """What of `amur.run` is not the engine's."""
    inside, engine = [0.0], amur._studies._engine

    class Timed:
        def __getattr__(self, name: str) -> object:
            return getattr(engine, name)

        def run_study(self, *asked: object) -> object:
            before = time.process_time()
            answer = engine.run_study(*asked)
            inside[0] = time.process_time() - before
            return answer

    amur._studies._engine = Timed()
    before = time.process_time()
    amur.run(HEIHE, threads=1)
    whole = time.process_time() - before
    amur._studies._engine = engine
    return whole - inside[0]


def imports() -> float:
    before = of_children()
    subprocess.run([sys.executable, "-c", "import amur"], check=True)
    return of_children() - before


def large_case(places: int) -> amur.Case:
    """Two towns, and many more on a ring about them."""
    case = amur.Case.new("A ring")
    node, link = case["nodes"].iloc[0], case["links"].iloc[0]
    nodes = pd.DataFrame([node] * places).assign(
        node_id=[f"place_{i}" for i in range(places)],
        name=[f"Place {i}" for i in range(places)],
        node_type="city",
        x_coord=np.round(20 * np.cos(np.arange(places) / places * 6.28), 4),
        y_coord=np.round(20 * np.sin(np.arange(places) / places * 6.28), 4),
    )
    links = pd.DataFrame([link] * places).assign(
        link_id=[f"link_{i}" for i in range(places)],
        from_node_id=nodes["node_id"].to_numpy(),
        to_node_id=np.roll(nodes["node_id"].to_numpy(), 1),
    )
    first = case["nodes"]["node_id"].iloc[0]
    more = links.iloc[:1].assign(link_id="way_in", from_node_id=first, to_node_id="place_0")
    case["nodes"] = pd.concat([case["nodes"], nodes], ignore_index=True)
    case["links"] = pd.concat([case["links"], links, more], ignore_index=True)
    return case


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "r.gpkg"
        by_program(file), by_python(file)
        told = [(by_program(file), by_python(file)) for _ in range(pairs)]
    program, python = (statistics.median(times) for times in zip(*told))
    added = statistics.median(two - one for one, two in told)
    print(f"a run of Heihe: program {program:.3f} s, amur.run {python:.3f} s,", end=" ")
    print(f"median difference {added:+.3f} s ({100 * added / program:+.1f} %)")
    print(f"of this Python's own: {1000 * of_the_layer():.1f} ms")
    print(f"importing amur once: {statistics.median(imports() for _ in range(3)):.2f} s")
    case = large_case(1000)
    result = amur.skim(case)  # of all cities
    best = []
    for _ in range(5):
        result._frames.clear()
        before, wall = time.process_time(), time.perf_counter()
        frame = result["skim"]
        best.append((time.process_time() - before, time.perf_counter() - wall))
    print(f"{len(frame):,} rows, {frame.shape[1]} columns to pandas: {min(best)[0]:.3f} s "
          f"of processor time, {min(best)[1]:.3f} s by the clock")


if __name__ == "__main__":
    main()
