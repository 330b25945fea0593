"""What a cohort costs a person, against the notebooks' own code, and whether that stays so when the cohort grows.

`make bench` takes ten people; `make bench-full` sets PREPKIT_BENCH_COHORTS to 10 100 1000.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from bench_build import _LIMIT

from prepkit.store import Workspace
from prepkit.workbook.templates import list_templates

SIZES = [int(size) for size in os.environ.get("PREPKIT_BENCH_COHORTS", "10").split()]
WORKERS = 2
MOST_OF_LIMIT, MOST_GROWTH = 1.5, 1.1
_COHORT = f"""
import resource, sys, time
from pathlib import Path
from prepkit.workbook.cohort.running import run_cohort
started = time.perf_counter()
report = run_cohort(Path(sys.argv[1]), sys.argv[2], jobs={WORKERS})
assert report.is_clean, report
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


class _Cost(NamedTuple):
    seconds: float
    megabytes: float


def _fill(folder: Path, size: int) -> Path:
    """Make a folder of so many workspaces, each with all that the sample candidate has."""
    first = Workspace.create(folder / "1", sample=True)
    first.close()
    for number in range(2, size + 1):
        shutil.copytree(first.path, folder / str(number))
    return folder


def _measure(folder: Path, size: int) -> _Cost:
    people = _fill(folder / f"people{size}", size)
    command = [sys.executable, "-c", _COHORT, str(people), str(folder / f"out{size}")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, kilobytes = map(float, done.stdout.split())
    shutil.rmtree(folder / f"out{size}")
    shutil.rmtree(people)
    return _Cost(seconds / size, kilobytes / 1024)


def _measure_limit(folder: Path) -> float:
    """Return the seconds a person of the notebooks' own code, a warm process on each core."""
    paths = [str(path) for path in list_templates()]
    workspaces = [str(Workspace.create(folder / f"limit{number}", sample=True).path) for number in range(WORKERS)]
    running = [
        subprocess.Popen([sys.executable, "-c", _LIMIT, one, "", *paths], stdout=subprocess.PIPE, text=True)
        for one in workspaces
    ]
    rounds = [float(line) for process in running for line in process.communicate()[0].split()[1:]]
    return statistics.median(rounds) / WORKERS


def test_cohort(benchmark: Any, say: Callable[[str], None], table: Any, tmp_path: Path) -> None:
    """A cohort per person against the limit, and a larger one against a smaller one."""
    limits = [_measure_limit(tmp_path / "before")]
    costs = {size: _measure(tmp_path, size) for size in SIZES}
    limits.append(_measure_limit(tmp_path / "after"))
    limit = statistics.mean(limits)
    benchmark.pedantic(lambda: None, rounds=1)
    smallest = costs[min(costs)]
    for size, cost in costs.items():
        say(f"cohort of {size}, {WORKERS} workers: {cost.seconds:.2f} s a person; the command: {cost.megabytes:.0f} MB")
        whose = f"cohort of {size}, a person"
        table.at_most(whose, "the notebooks' own code", cost.seconds / limit, MOST_OF_LIMIT)
        if size != min(costs):
            table.at_most(whose, f"cohort of {min(costs)}", cost.seconds / smallest.seconds, MOST_GROWTH)
            table.at_most(
                f"cohort of {size}, memory", f"cohort of {min(costs)}", cost.megabytes / smallest.megabytes, 1.1
            )
    say(f"  the notebooks' own code, warm, on as many cores: {limit:.2f} s")
