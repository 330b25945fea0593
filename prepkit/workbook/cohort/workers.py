"""One machine: a process a core, each with one person at a time, so that a killed one costs nobody else anything."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from prepkit.workbook.cohort.outcomes import Outcome, Person, Settings
from prepkit.workbook.cohort.task import prepare

# A worker with its fork server and a notebook's kernel holds about half of this.
WORKER_BYTES = 512 << 20
# One that has grown beyond this is replaced when it is done with a person.
MOST_BYTES = 1 << 30
TRIES = 3
_CGROUP = Path("/sys/fs/cgroup")


class Answer(NamedTuple):
    """What came of a person, and the most memory that the worker has held, in bytes."""

    outcome: Outcome
    peak: int


class _Slot:
    """A worker process and the person that it has; a process that is gone is replaced."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self.person: Person | None = None
        self.tries = 0

    def start(self, person: Person, settings: Settings) -> Future[Answer]:
        """Give the worker a person."""
        self.tries = self.tries + 1 if person is self.person else 1
        self.person = person
        if self._pool is None:
            # Spawned, so that no worker inherits the command's threads; of one process, so that a kill has a name.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=begin_worker)
        return self._pool.submit(work, person, settings)

    def replace(self) -> None:
        """Let the process go; the next person gets a fresh one."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                with contextlib.suppress(OSError):
                    process.terminate()
        self.replace()


def count_workers(jobs: int | None = None) -> int:
    """Return how many workers to start: what was asked for, or a core each, as far as memory reaches."""
    wanted = jobs or _count_cores()
    available = read_available_bytes()
    return wanted if available is None else max(1, min(wanted, available // WORKER_BYTES))


def run_here(people: Iterator[Person], settings: Settings, workers: int) -> Generator[Outcome, None, None]:
    """Prepare people in worker processes and yield what came of each, in the order in which they finish.

    A worker that is killed is replaced and its person tried again, up to three times; the others go on.

    Args:
        people: Asked for the next one only when a worker is free.
        settings: What is the same for everybody.
        workers: How many processes.
    """
    slots = [_Slot() for _ in range(workers)]
    running: dict[Future[Answer], _Slot] = {}
    try:
        for slot in slots:
            _take_next(people, settings, slot, running)
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                slot = running.pop(future)
                outcome = _collect(future, slot)
                if outcome is None and slot.person is not None:
                    running[slot.start(slot.person, settings)] = slot
                    continue
                _take_next(people, settings, slot, running)
                if outcome is not None:
                    yield outcome
    finally:
        for slot in slots:
            slot.end()


def _take_next(people: Iterator[Person], settings: Settings, slot: _Slot, running: dict[Future[Answer], _Slot]) -> None:
    person = next(people, None)
    if person is not None:
        running[slot.start(person, settings)] = slot


def _collect(future: Future[Answer], slot: _Slot) -> Outcome | None:
    """Return what came of the slot's person; None if they are to be tried again."""
    try:
        answer = future.result()
    except BrokenProcessPool:
        slot.replace()
        if slot.tries < TRIES or slot.person is None:
            return None
        return Outcome.fail(slot.person, f"the worker was killed {TRIES} times; free some memory, or use fewer --jobs")
    if answer.peak > MOST_BYTES:
        slot.replace()
    return answer.outcome


def work(person: Person, settings: Settings) -> Answer:
    """Prepare one person in a worker process."""
    return Answer(prepare(person, settings), _measure_peak())


def begin_worker() -> None:
    """Set a worker process up: it leaves interrupts to the command, and ends with it, even when that is killed."""
    # Ctrl-C reaches every process of the terminal; the command decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _measure_peak() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


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
