"""A whole cohort: read, check, prepare everybody, and write down what came of it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prepkit import __version__
from prepkit.workbook.cohort import overview
from prepkit.workbook.cohort.outcomes import RESULTS, Outcome, Person, Settings, Spool, format_results
from prepkit.workbook.cohort.people import read_people
from prepkit.workbook.cohort.places import check_place, hold_place, name_place, write_chunks
from prepkit.workbook.templates import list_templates


@dataclass(frozen=True)
class Census:
    """How many people a file holds, and how many of its rows cannot be used."""

    people: int
    faults: int


@dataclass(frozen=True)
class Report:
    """What came of a cohort: how many of each status, and where the overview and the results are."""

    statuses: Counter[str]
    overview: str
    results: str

    @property
    def is_clean(self) -> bool:
        """Tell whether everybody has a workbook."""
        return not self.statuses["failed"] and not self.statuses["refused"]

    def __str__(self) -> str:
        """How many people there are, and how they came out."""
        return overview.say_counts(self.statuses)


def take_census(profiles: Path, out: str, on_fault: Callable[[Person], None] = lambda _: None) -> Census:
    """Check every row of a cohort before anything is built; rows are read one at a time.

    Raises:
        UsageError: the file or folder cannot be read as a cohort.
    """
    people = faults = 0
    for person in read_people(profiles, name_place(out)):
        if person.fault:
            faults += 1
            on_fault(person)
        else:
            people += 1
    return Census(people, faults)


def run_cohort(
    profiles: Path,
    out: str,
    *,
    jobs: int | None = None,
    dask: str | None = None,
    today: str | None = None,
    only: Sequence[str] = (),
    force: bool = False,
    on_outcome: Callable[[Outcome], None] = lambda _: None,
) -> Report:
    """Prepare a workspace and a workbook for everybody, as far as anything changed, and write what came of it.

    overview.html and results.csv are written when it is interrupted, too. Run again, it goes on with the others.

    Args:
        profiles: A CSV file, a YAML list, JSON lines, or a folder of workspaces.
        out: The folder, or the URL, that everybody's folder goes into.
        jobs: Worker processes; None is one a core, as far as memory reaches.
        dask: The address of a Dask scheduler whose workers do it instead.
        today: The day to plan from, ISO; None is the clock's.
        only: Notebook names to build; empty builds all.
        force: Build again what has not changed, too.
        on_outcome: Called with each outcome, rows that cannot be used among them.

    Raises:
        UsageError: the cohort cannot be read, a notebook has no such name, or no scheduler answers.
        BuildError: the place cannot be written, another run writes there, or the scheduler went away.
    """
    list_templates(only)
    settings = _make_settings(out, today, only, force)
    with hold_place(settings.out), contextlib.closing(Spool(on_outcome)) as spool:
        people = _pass_usable(read_people(profiles, settings.out), spool)
        try:
            _fill(spool, _prepare_all(people, settings, jobs, dask))
        finally:
            report = _write(spool, settings)
    return report


def _fill(spool: Spool, prepared: Generator[Outcome, None, None]) -> None:
    with contextlib.closing(prepared):
        for outcome in prepared:
            spool.add(outcome)


def _make_settings(out: str, today: str | None, only: Sequence[str], force: bool) -> Settings:
    where = name_place(out)
    check_place(where)
    day = today or dt.datetime.now().astimezone().date().isoformat()
    return Settings(where, __version__, day, today, tuple(only), force)


def _pass_usable(people: Iterator[Person], spool: Spool) -> Iterator[Person]:
    for person in people:
        if person.fault:
            spool.add(Outcome.refuse(person))
        else:
            yield person


def _prepare_all(
    people: Iterator[Person], settings: Settings, jobs: int | None, dask: str | None
) -> Generator[Outcome, None, None]:
    if dask is not None:
        from prepkit.workbook.cohort.cluster import run_on_cluster

        return run_on_cluster(people, settings, dask)
    from prepkit.workbook.cohort.workers import count_workers, run_here

    return run_here(people, settings, count_workers(jobs))


def _write(spool: Spool, settings: Settings) -> Report:
    if not len(spool):
        return Report(spool.statuses, "", "")
    page = write_chunks(settings.out, overview.NAME, overview.render_overview(spool, settings.date))
    return Report(spool.statuses, page, write_chunks(settings.out, RESULTS, format_results(spool)))
