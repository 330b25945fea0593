"""The one loader of content: TOML in, frozen entries out, every fault at once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from prepkit.content.bank_shapes import SHAPES as BANK_SHAPES
from prepkit.content.composing_shapes import SHAPES as COMPOSING_SHAPES
from prepkit.content.experiment_shapes import SHAPES as EXPERIMENT_SHAPES
from prepkit.content.rehearsal_shapes import SHAPES as REHEARSAL_SHAPES
from prepkit.content.review_shapes import SHAPES as REVIEW_SHAPES
from prepkit.content.rule_shapes import SHAPES as RULE_SHAPES
from prepkit.content.shapes import SHAPES as PAGE_SHAPES
from prepkit.content.shapes import AreaKey, Entry, HourPreset, Shape, Source
from prepkit.errors import ContentError, UsageError, suggest

FOLDER = Path(__file__).parent
S = TypeVar("S", bound=Shape)
SHAPES = (
    *PAGE_SHAPES,
    *BANK_SHAPES,
    *COMPOSING_SHAPES,
    *EXPERIMENT_SHAPES,
    *REHEARSAL_SHAPES,
    *REVIEW_SHAPES,
    *RULE_SHAPES,
)
GUIDE_IDS = frozenset(f"G{number}" for number in range(1, 17))


def load(shape: type[S]) -> tuple[S, ...]:
    """Return every entry of this shape, in the file's order.

    Raises:
        ContentError: with one line for each fault of the file: file, key, what is wrong and the cure.
    """
    entries: tuple[S, ...] = _load(shape, FOLDER)  # functools.cache forgets S
    return entries


@functools.cache
def _load(shape: type[S], folder: Path) -> tuple[S, ...]:
    tables, faults = _read_once(folder, shape.file)
    if not faults:
        entries, faults = _validate(shape, tables.get(shape.table))
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
    by_file: dict[str, list[type[Shape]]] = {}
    for shape in SHAPES:
        by_file.setdefault(shape.file, []).append(shape)
    for file, shapes in by_file.items():
        tables, wrong = _read(folder, file)
        faults += wrong
        if wrong and not tables:
            continue
        for shape in shapes:
            found[shape], wrong = _validate(shape, tables.get(shape.table))
            faults += wrong
    faults += _check_sources(found)
    faults += _check_shares(found)
    if faults:
        raise ContentError(faults)


@functools.cache
def _read_once(folder: Path, file: str) -> tuple[dict[str, Any], list[str]]:
    return _read(folder, file)


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
    known = [shape.table for shape in SHAPES if shape.file == file]
    for name in tables:
        if name not in known:
            yield f"{file}: unknown table [[{name}]]; {suggest(name, known)}"


def _validate(shape: type[S], raw: Any) -> tuple[list[S], list[str]]:
    good: list[S] = []
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


def _say_fault(shape: type[Shape], name: str, fault: Mapping[str, Any]) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    wrong, cure = fault["msg"], "change the value"
    if fault["type"] == "extra_forbidden":
        wrong, cure = "unknown key", suggest(key, shape.model_fields)
    elif fault["type"] == "missing":
        wrong, cure = "missing key", f"add {key} = ..."
    return f"{shape.file}: [[{shape.table}]] {name}: {key}: {wrong}; {cure}"


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
                yield f"hours.toml: [[preset]] {entry.id}: {wrong}; name each area once, together 100"
