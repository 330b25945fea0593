"""Prepare one person: the function that every worker runs, in a pool's process or on another machine."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from prepkit import __version__
from prepkit.errors import BuildError, PrepkitError, ProcessKilledError, UsageError, printable
from prepkit.store.atomic import replace_text
from prepkit.store.fingerprints import take_fingerprints
from prepkit.workbook.builder import Plan, build
from prepkit.workbook.cohort.outcomes import Outcome, Person, Settings
from prepkit.workbook.cohort.places import open_folder
from prepkit.workbook.runner import DIED, Engine, start_engine

RECORD = ".cohort.json"
_PERSON = "prepkit.workbook.cohort.person"
_MOST_ERROR = 300
TRIES = 3


class _Engines:
    """This process's engine, which serves everybody: each notebook has a fresh process that ends with it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.jobs = 2
        self.engine: Engine | None = None
        self.is_over = False
        self._open = contextlib.ExitStack()

    def get(self) -> Engine:
        """Start it, or start it again if it was killed; nothing is started any more once all is over."""
        with self.lock:
            if self.engine is not None and not self.engine.is_alive():
                self.stop()
            if self.engine is None:
                if self.is_over:
                    raise BuildError("the cohort was stopped")
                self.engine = self._open.enter_context(start_engine(jobs=self.jobs, purpose="cohort"))
            return self.engine

    def stop(self) -> None:
        """End it with everything that it runs."""
        engine, self.engine = self.engine, None
        if engine is not None:
            engine.stop()
        self._open.close()


_engines = _Engines()


@contextlib.contextmanager
def use_engine(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """Have threads and an engine for so many people at once; at the end, also by an interrupt, all of it is ended."""
    _engines.jobs = jobs
    threads = ThreadPoolExecutor(jobs)
    try:
        yield threads
    finally:
        _engines.is_over = True
        try:
            _engines.stop()
            threads.shutdown(cancel_futures=True)
        finally:
            _engines.is_over = False


def prepare(person: Person, settings: Settings) -> Outcome:
    """Make or update a person's workspace and workbook; whatever goes wrong is said in the outcome.

    What is killed, as by a system that is out of memory, is done again, three times at most.
    """
    started = time.monotonic()
    for _ in range(TRIES):
        with contextlib.suppress(ProcessKilledError):
            return _try(person, settings)
    error = f"its process was killed {TRIES} times; free some memory, or use fewer --jobs"
    return Outcome.fail(person, error, time.monotonic() - started)


def _try(person: Person, settings: Settings) -> Outcome:
    started = time.monotonic()
    try:
        if settings.version != __version__:
            raise UsageError(
                f"a worker has prepkit {__version__}, you have {settings.version}", cure="Install the same everywhere"
            )
        with open_folder(settings.out, person.folder) as folder:
            return _prepare(person, folder, settings, started)
    except ProcessKilledError:
        raise
    except PrepkitError as error:
        said = str(error)
    except OSError as error:
        said = f"{error.filename or person.folder}: {error.strerror or error}"
    except Exception as error:
        # One person's workbook, whatever is wrong with it, must not stop the others.
        said = f"{type(error).__name__}: {error}"
    line = printable((said.strip().splitlines() or ["failed"])[-1 if said.startswith("RuntimeError") else 0])
    return Outcome.fail(person, line[:_MOST_ERROR], time.monotonic() - started)


def _prepare(person: Person, folder: Path, settings: Settings, started: float) -> Outcome:
    if folder.is_symlink():
        raise UsageError("is a link to another folder", where=person.folder, cure="Put the folder itself there")
    record = _read_record(folder)
    _check_owner(record, person)
    news = _find_news(record, person, folder, settings)
    parameters = {"today": settings.today} if settings.today else {}
    fresh = record.get("day") == settings.day and record.get("kept") == take_fingerprints(folder)
    if news is None and fresh and not settings.force:
        plan = Plan(folder, only=settings.only, parameters=parameters)
        if not plan.stale:
            return _conclude(person, "unchanged", started, "", record["summary"])
    engine = _engines.get()
    if news is not None:
        source = person.source if news else ""
        engine.call(_PERSON, "settle", folder=str(folder), values=_pick_values(record, person, settings), source=source)
        record.update(
            key=person.key, applied=person.values, source=_mark_source(person), kept=take_fingerprints(folder)
        )
        _write_record(folder, record)
    built = build(
        folder,
        only=settings.only,
        jobs=settings.threads,
        parameters=parameters,
        force=settings.force,
        engine=engine,
    )
    summary = engine.call(_PERSON, "summarize", folder=str(folder), day=settings.day)
    record.update(day=settings.day, kept=take_fingerprints(folder), summary=summary)
    _write_record(folder, record)
    failed = [f"{one.name}: {one.error}" for one in built if one.error]
    if any(DIED in one for one in failed):
        raise ProcessKilledError("; ".join(failed))
    return _conclude(person, "failed" if failed else "built", started, "; ".join(failed)[:_MOST_ERROR], summary)


def _conclude(person: Person, status: Any, started: float, error: str, summary: dict[str, Any]) -> Outcome:
    seconds = round(time.monotonic() - started, 3)
    return Outcome(person.number, person.line, person.name, person.folder, status, seconds, error, summary)


def _check_owner(record: dict[str, Any], person: Person) -> None:
    owner = record.get("key", person.key)
    if " ".join(owner.casefold().split()) != " ".join(person.key.casefold().split()):
        raise UsageError(
            f'holds the workbook of "{owner}"', where=person.folder, cure=f'Give "{person.key}" an id of their own'
        )


def _find_news(record: dict[str, Any], person: Person, folder: Path, settings: Settings) -> bool | None:
    """Return None if nothing is to be brought in, else whether that includes the workspace to begin from."""
    there = (folder / "prep.db").exists()
    values_changed = settings.force or record.get("applied") != person.values
    in_place = bool(person.source) and there and Path(person.source).samefile(folder)
    source_changed = bool(person.source) and not in_place and record.get("source") != _mark_source(person)
    if source_changed and there:
        if "kept" not in record or record["kept"] != take_fingerprints(folder):
            raise BuildError(
                f"changed here and in {person.source}", where=person.folder, cure="Keep one of the two, move the other"
            )
        return True
    return source_changed if source_changed or values_changed or not there else None


def _pick_values(record: dict[str, Any], person: Person, settings: Settings) -> dict[str, Any]:
    """Return the fields that the row says anew: what it said the last time does not undo what its person did since."""
    applied = {} if settings.force else record.get("applied", {})
    return {name: value for name, value in person.values.items() if name not in applied or applied[name] != value}


def _mark_source(person: Person) -> dict[str, str] | None:
    return take_fingerprints(Path(person.source)) if person.source else None


def _read_record(folder: Path) -> dict[str, Any]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and isinstance(record.get("key", ""), str) else {}


def _write_record(folder: Path, record: dict[str, Any]) -> None:
    replace_text(folder / RECORD, json.dumps(record, indent=1, sort_keys=True))
