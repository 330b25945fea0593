"""One machine: as many people at once as it has cores and memory for, all served by one engine."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path

from prepkit.workbook.cohort.outcomes import Outcome, Person, Settings
from prepkit.workbook.cohort.task import prepare, use_engine

# A person's notebook, and its share of the fork server, hold about half of this.
WORKER_BYTES = 512 << 20
_CGROUP = Path("/sys/fs/cgroup")


def count_workers(jobs: int | None = None) -> int:
    """Return how many people to prepare at once: what was asked for, or a core each, as far as memory reaches."""
    wanted = jobs or _count_cores()
    available = read_available_bytes()
    return wanted if available is None else max(1, min(wanted, available // WORKER_BYTES))


def run_here(people: Iterator[Person], settings: Settings, workers: int) -> Generator[Outcome, None, None]:
    """Prepare people and yield what came of each, in the order in which they finish.

    Threads wait for the engine's processes, which do the work; see `prepare` for one that is killed.

    Args:
        people: Asked for the next one only when a thread is free.
        settings: What is the same for everybody.
        workers: How many at once.
    """
    running: set[Future[Outcome]] = set()
    with use_engine(workers) as threads:
        for person in itertools.islice(people, workers):
            running.add(threads.submit(prepare, person, settings))
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                running |= {threads.submit(prepare, person, settings) for person in itertools.islice(people, 1)}
                yield future.result()


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_available_bytes() -> int | None:
    """Return the memory that is left for this process and its children; None where the system does not say."""
    found = []
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        found.append(int(next(line for line in lines if line.startswith("MemAvailable")).split()[1]) * 1024)
    with contextlib.suppress(OSError, ValueError):
        most = int((_CGROUP / "memory.max").read_text(encoding="ascii"))
        found.append(max(0, most - int((_CGROUP / "memory.current").read_text(encoding="ascii"))))
    return min(found, default=None)
