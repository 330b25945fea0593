"""Who is to be prepared, how, and what came of it: plain values that travel between processes and machines."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from prepkit.files.tables import format_row

RESULTS = "results.csv"
COLUMNS = ("name", "folder", "status", "seconds", "error", "line")
Status = Literal["built", "unchanged", "failed", "refused"]


@dataclass(frozen=True)
class Person:
    """One person of a cohort, or what is wrong with their row.

    Attributes:
        number: Their place in the cohort, from 1.
        line: The line that their row starts on; 0 for a workspace in a folder.
        name: What to call them in a table.
        key: What they are known by: their id, or their name.
        folder: The name of their folder.
        values: The profile fields that their row gives, as JSON has them.
        source: A workspace to begin from; empty if there is none.
        fault: What is wrong with the row; empty if nothing is.
    """

    number: int
    line: int
    name: str
    key: str = ""
    folder: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Settings:
    """What is the same for everybody.

    Attributes:
        out: The folder, or the URL, that everybody's folder goes into.
        version: The version of prepkit that asks; a worker of another one refuses.
        day: The day to measure readiness on, ISO.
        today: The day that the notebooks are given, ISO; None leaves it to the clock.
        only: The notebooks to build; empty builds all.
        force: Build what has not changed, too, and apply again what a row said before.
        threads: How many notebooks of one person run at once.
    """

    out: str
    version: str
    day: str
    today: str | None = None
    only: tuple[str, ...] = ()
    force: bool = False
    threads: int = 1

    @property
    def date(self) -> dt.date:
        """The day to measure readiness on."""
        return dt.date.fromisoformat(self.day)


@dataclass(frozen=True)
class Outcome:
    """What came of one person: a status, the seconds it took, an error in one line, and facts for the overview."""

    number: int
    line: int
    name: str
    folder: str
    status: Status
    seconds: float = 0.0
    error: str = ""
    summary: dict[str, Any] | None = None

    @classmethod
    def refuse(cls, person: Person) -> Outcome:
        """Return what comes of a row that cannot be used."""
        return cls(person.number, person.line, person.name, "", "refused", error=person.fault)

    @classmethod
    def fail(cls, person: Person, error: str, seconds: float = 0.0) -> Outcome:
        """Return what comes of a person for whom something went wrong."""
        return cls(person.number, person.line, person.name, person.folder, "failed", seconds, error)


class Spool:
    """Outcomes, kept in a temporary file so that memory does not grow with the cohort; read in the cohort's order.

    Args:
        on_outcome: Called with each outcome that is added.
    """

    def __init__(self, on_outcome: Callable[[Outcome], None] = lambda _: None) -> None:
        self.statuses: Counter[str] = Counter()
        self._on_outcome = on_outcome
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - `close` closes it
        self._places = array("Q")
        self._numbers = array("Q")

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        self._places.append(self._file.seek(0, 2))
        self._numbers.append(outcome.number)
        self._file.write(json.dumps(asdict(outcome)) + "\n")
        self.statuses[outcome.status] += 1
        self._on_outcome(outcome)

    def __len__(self) -> int:
        """Count the outcomes."""
        return len(self._places)

    def __iter__(self) -> Iterator[Outcome]:
        """Yield the outcomes in the order of the people."""
        for index in sorted(range(len(self._places)), key=self._numbers.__getitem__):
            self._file.seek(self._places[index])
            yield Outcome(**json.loads(self._file.readline()))

    def close(self) -> None:
        """Drop the file."""
        self._file.close()


def format_results(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the lines of results.csv; a text that would run as a formula gets an apostrophe in front."""
    yield format_row(COLUMNS)
    for one in outcomes:
        line = one.line or ""
        yield format_row((one.name, one.folder, one.status, f"{one.seconds:.3f}", one.error, line))
