"""A whole cohort: read, check, prepare everybody, and write down what came of it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prepkit import __version__
from prepkit.workbook.cohort import overview, results
from prepkit.workbook.cohort.outcomes import Outcome, Person, Settings, Spool
from prepkit.workbook.cohort.people import read_people
from prepkit.workbook.cohort.places import check_place, name_place, write_chunks
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

    overview.html and results.csv are written as well when it is interrupted, on those who are done. Run again, it
    goes on with the others.

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
        BuildError: the place cannot be written, or the scheduler went away.
    """
    list_templates(only)
    where = name_place(out)
    check_place(where)
    day = today or dt.datetime.now().astimezone().date().isoformat()
    settings = Settings(where, __version__, day, today, tuple(only), force)
    spool = Spool()
    statuses: Counter[str] = Counter()

    def note(outcome: Outcome) -> None:
        spool.add(outcome)
        statuses[outcome.status] += 1
        on_outcome(outcome)

    people = _pass_usable(read_people(profiles, where), note)
    try:
        with contextlib.closing(_prepare_all(people, settings, jobs, dask)) as prepared:
            for outcome in prepared:
                note(outcome)
    finally:
        if len(spool):
            written = _write(spool, settings)
        spool.close()
    return Report(statuses, *written) if statuses else Report(statuses, "", "")


def _pass_usable(people: Iterator[Person], note: Callable[[Outcome], None]) -> Iterator[Person]:
    for person in people:
        if person.fault:
            note(Outcome.refuse(person))
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


def _write(spool: Spool, settings: Settings) -> tuple[str, str]:
    page = write_chunks(settings.out, overview.NAME, overview.render_overview(spool, settings.date))
    return page, write_chunks(settings.out, results.NAME, results.format_results(spool))
