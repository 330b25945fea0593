"""The one loader of content: TOML in, frozen entries out, every fault at once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

# Each module of shapes declares its own when it is imported.
from prepkit.content.shapes import base, lexicon, metrics, planning, rehearsal, rules, stories, writing  # noqa: F401
from prepkit.content.shapes.base import AreaKey, Entry, Shape, Source
from prepkit.content.shapes.planning import HourPreset
from prepkit.errors import ContentError, UsageError, suggest

FOLDER = Path(__file__).parent
S = TypeVar("S", bound=Shape)
SHAPES = tuple(shape for shape in base.SHAPES if shape.file != "examples/")  # examples are never read at start


def load(shape: type[S]) -> tuple[S, ...]:
    """Return every entry of this shape, in the file's order, the files of a folder by name.

    Raises:
        ContentError: with one line for each fault of the file: file, key, what is wrong and the cure.
    """
    entries: tuple[S, ...] = _load(shape, FOLDER)  # functools.cache forgets S
    return entries


@functools.cache
def _load(shape: type[S], folder: Path) -> tuple[S, ...]:
    entries, faults = _collect(shape, folder)
    if faults:
        raise ContentError(faults)
    return tuple(entries)


def find(shape: type[S], entry_id: str) -> S:
    """Return the entry with this id; raises UsageError with a suggestion if there is none."""
    by_id = {entry.id: entry for entry in load(shape)}
    if entry_id not in by_id:
        cure = suggest(entry_id, by_id)
        what = f'no {shape.table.replace("_", " ")} "{entry_id}"'
        raise UsageError(what, where=shape.file, cure=cure[0].upper() + cure[1:])
    return by_id[entry_id]


def check(folder: Path = FOLDER) -> None:
    """Check all content of a folder: shapes, ids, sources, and shares that make 100.

    Raises:
        ContentError: with every fault of every file.
    """
    faults: list[str] = []
    found: dict[type[Shape], Sequence[Shape]] = {}
    _read.cache_clear()
    for shape in base.SHAPES:
        found[shape], wrong = _collect(shape, folder)
        faults += [fault for fault in wrong if fault not in faults]  # a file may hold several shapes
    _read.cache_clear()
    faults += _check_sources(found)
    faults += _check_shares(found)
    if faults:
        raise ContentError(faults)


def _collect(shape: type[S], folder: Path) -> tuple[list[S], list[str]]:
    """Return the entries of a shape that are right, and the faults of its files."""
    good: list[S] = []
    faults: list[str] = []
    rows: list[tuple[str, Any]] = []
    for file in _list_files(shape, folder):
        tables, wrong = _read(folder, file)
        faults += wrong
        raw = tables.get(shape.table, [])
        rows += [(file, values) for values in (raw if isinstance(raw, list) else [raw])]
    if not rows and not faults:
        faults.append(f"{shape.file}: no [[{shape.table}]] entries; add at least one")
    seen: set[str] = set()
    for position, (file, values) in enumerate(rows, start=1):
        name = values.get("id", f"number {position}") if isinstance(values, dict) else f"number {position}"
        try:
            entry = shape.model_validate(values)
        except ValidationError as error:
            faults += [_describe_fault(file, shape, str(name), fault) for fault in error.errors()]
            continue
        if entry.id in seen:
            faults.append(f"{file}: [[{shape.table}]] {entry.id}: the id stands twice; rename one")
        seen.add(entry.id)
        good.append(entry)
    return good, faults


def _list_files(shape: type[Shape], folder: Path) -> list[str]:
    if not shape.file.endswith("/"):
        return [shape.file]
    return [f"{shape.file}{path.name}" for path in sorted((folder / shape.file).glob("*.toml"))]


@functools.cache
def _read(folder: Path, file: str) -> tuple[dict[str, Any], list[str]]:
    try:
        tables = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, [f"{file}: the file is missing; restore it or reinstall prepkit"]
    except OSError as error:
        return {}, [f"{file}: cannot be read ({error.strerror}); make it a file that you may read"]
    except UnicodeDecodeError as error:
        return {}, [f"{file}: not UTF-8 ({error.reason}); save it as UTF-8"]
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{file}: not valid TOML ({error}); mend the line it names"]
    return tables, list(_unknown_tables(file, tables))


def _unknown_tables(file: str, tables: Mapping[str, Any]) -> Iterator[str]:
    holders = {file, f"{file.rpartition('/')[0]}/"}
    known = [shape.table for shape in base.SHAPES if shape.file in holders]
    for name in tables:
        if name not in known:
            yield f"{file}: unknown table [[{name}]]; {suggest(name, known)}"


def _describe_fault(file: str, shape: type[Shape], name: str, fault: Mapping[str, Any]) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    wrong, cure = fault["msg"], "change the value"
    if fault["type"] == "extra_forbidden":
        wrong, cure = "unknown key", suggest(key, shape.model_fields)
    elif fault["type"] == "missing":
        wrong, cure = "missing key", f"add {key} = ..."
    return f"{file}: [[{shape.table}]] {name}: {key}: {wrong}; {cure}"


def _check_sources(found: Mapping[type[Shape], Sequence[Shape]]) -> Iterator[str]:
    known = {entry.id for entry in found.get(Source, ())}
    if not known:
        return  # sources.toml itself is at fault, and said so
    for shape, entries in found.items():
        for entry in entries:
            for source in entry.source if isinstance(entry, Entry) else ():
                if source not in known:
                    cure = "correct it or add it to sources.toml"
                    yield f"{shape.file}: [[{shape.table}]] {entry.id}: source: {source} is unknown; {cure}"


def _check_shares(found: Mapping[type[Shape], Sequence[Shape]]) -> Iterator[str]:
    areas = set(get_args(AreaKey))
    for entry in found.get(HourPreset, ()):
        if isinstance(entry, HourPreset):
            total = sum(entry.shares.values())
            if abs(total - 100) > 1e-9 or set(entry.shares) != areas:
                wrong = f"shares: make {total:g}"
                yield f"{entry.file}: [[preset]] {entry.id}: {wrong}; name each area once, together 100"
