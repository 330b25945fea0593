"""The one loader of content: TOML in, frozen entries out, every fault at once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from prepkit.content.shapes import SHAPES, Entry, HourPreset, Shape
from prepkit.errors import ContentError, UsageError, suggest

FOLDER = Path(__file__).parent
S = TypeVar("S", bound=Shape)
GUIDE_IDS = frozenset(f"G{number}" for number in range(1, 17))


@functools.cache
def load(shape: type[S]) -> tuple[S, ...]:
    """Return every entry of this shape, in the file's order.

    Raises:
        ContentError: with one line for each fault of the file: file, key, what is wrong and the cure.
    """
    entries, faults = _read(FOLDER / shape.file, [shape])
    if faults:
        raise ContentError(faults)
    return tuple(entries[shape])  # type: ignore[arg-type]


def find(shape: type[S], entry_id: str) -> S:
    """Return the entry with this id; raises UsageError with a suggestion if there is none."""
    by_id = {entry.id: entry for entry in load(shape)}
    if entry_id not in by_id:
        raise UsageError(
            f'no {shape.table.replace("_", " ")} "{entry_id}"', where=shape.file, cure=suggest(entry_id, by_id).capitalize()
        )
    return by_id[entry_id]


def check(folder: Path = FOLDER) -> None:
    """Check all content of a folder: shapes, ids, sources, and shares that make 100.

    Raises:
        ContentError: with every fault of every file.
    """
    faults: list[str] = []
    found: dict[type[Shape], list[Shape]] = {}
    by_file: dict[str, list[type[Shape]]] = {}
    for shape in SHAPES:
        by_file.setdefault(shape.file, []).append(shape)
    for file, shapes in by_file.items():
        entries, wrong = _read(folder / file, shapes)
        found.update(entries)
        faults += wrong
    faults += _check_sources(found)
    faults += _check_shares(found)
    if faults:
        raise ContentError(faults)


def _read(path: Path, shapes: Iterable[type[Shape]]) -> tuple[dict[type[Shape], list[Shape]], list[str]]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, [f"{path.name}: the file is missing; restore it or reinstall prepkit"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"{path.name}: not valid TOML ({error}); mend the line it names"]
    entries: dict[type[Shape], list[Shape]] = {}
    faults = list(_unknown_tables(path.name, tables))
    for shape in shapes:
        good, wrong = _validate(shape, tables.get(shape.table, []))
        entries[shape] = good
        faults += wrong
    return entries, faults


def _unknown_tables(file: str, tables: Mapping[str, Any]) -> Iterator[str]:
    known = [shape.table for shape in SHAPES if shape.file == file]
    for name in tables:
        if name not in known:
            yield f"{file}: unknown table [[{name}]]; {suggest(name, known)}"


def _validate(shape: type[Shape], raw: Any) -> tuple[list[Shape], list[str]]:
    good: list[Shape] = []
    faults: list[str] = []
    if not isinstance(raw, list) or not raw:
        return [], [f"{shape.file}: no [[{shape.table}]] entries; add at least one"]
    for position, values in enumerate(raw, start=1):
        name = values.get("id", f"number {position}") if isinstance(values, dict) else f"number {position}"
        try:
            good.append(shape.model_validate(values))
        except ValidationError as error:
            faults += [_say_fault(shape, str(name), fault) for fault in error.errors()]
    seen: set[str] = set()
    for entry in good:
        if entry.id in seen:
            faults.append(f"{shape.file}: [[{shape.table}]] {entry.id}: the id stands twice; rename one")
        seen.add(entry.id)
    return good, faults


def _say_fault(shape: type[Shape], name: str, fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    cure = "set it to what the shape asks for"
    if fault["type"] == "extra_forbidden":
        cure = suggest(key, shape.model_fields)
    elif fault["type"] == "missing":
        cure = f"add {key} = ..."
    return f"{shape.file}: [[{shape.table}]] {name}: {key}: {fault['msg']}; {cure}"


def _check_sources(found: Mapping[type[Shape], list[Shape]]) -> Iterator[str]:
    known = {entry.id for shape, entries in found.items() if shape.table == "source" for entry in entries}
    for shape, entries in found.items():
        for entry in entries:
            for source in entry.source if isinstance(entry, Entry) else ():
                if source not in known:
                    yield f"{shape.file}: [[{shape.table}]] {entry.id}: source {source} is unknown; add it to sources.toml"


def _check_shares(found: Mapping[type[Shape], list[Shape]]) -> Iterator[str]:
    areas = {entry.id for shape, entries in found.items() if shape.table == "area" for entry in entries}
    for entry in found.get(HourPreset, []):
        if not isinstance(entry, HourPreset):
            continue
        total = sum(entry.shares.values())
        if abs(total - 100) > 1e-9 or set(entry.shares) != areas:
            yield f"hours.toml: [[preset]] {entry.id}: shares make {total:g}; name each area once, together 100"
