"""Who is in a cohort: each row checked against the profile, each person with a folder of their own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from prepkit.errors import UsageError, printable
from prepkit.models import Profile
from prepkit.models.faults import explain
from prepkit.models.profile import HourShares
from prepkit.workbook.cohort.outcomes import Person
from prepkit.workbook.cohort.rows import CANDIDATE, ID, Row, read_rows

_SHARES = "custom_shares"
_FILES = ("prep.db", "profile.yaml")
_MOST_ID = 200
COLUMNS = frozenset({*Profile.model_fields, *(f"{_SHARES}.{name}" for name in HourShares.model_fields)} - {_SHARES})
MOST_BYTES = 80
_DIGEST = 8
# Windows opens a device for these, whatever follows behind a dot.
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{mark}" for name in ("com", "lpt") for mark in "0123456789"}
_NOBODY = "person"
_ORDINARY = set(" -_.,'’")


def read_people(profiles: Path, out: str = "") -> Iterator[Person]:
    """Yield the people of a file or of a folder of workspaces, each with a folder name of their own.

    A row that cannot be used comes as a person with a fault. Folder names are remembered; rows are not.

    Args:
        profiles: The file or folder.
        out: Where the cohort goes; workspaces that are there already keep their folders' names.

    Raises:
        UsageError: there is no such file or folder, or it is not one of the kinds that are read.
    """
    if profiles.is_dir():
        yield from _read_folder(profiles, out)
        return
    if not profiles.exists():
        raise UsageError("is not there", where=str(profiles), cure="Name a file of profiles or a folder of workspaces")
    taken: dict[str, str] = {}
    for number, row in enumerate(read_rows(profiles, COLUMNS), start=1):
        yield _admit(_check(row, number), taken)


def _read_folder(folder: Path, out: str) -> Iterator[Person]:
    found = [path for path in sorted(folder.iterdir()) if any((path / name).is_file() for name in _FILES)]
    if not found:
        raise UsageError("holds no workspaces", where=str(folder), cure="Name the folder that the workspaces stand in")
    in_place = str(folder.absolute()) == out
    taken: dict[str, str] = {}
    for number, path in enumerate(found, start=1):
        name = path.name if in_place else name_folder(path.name)
        person = Person(number, 0, printable(path.name), path.name, name, source=str(path.absolute()))
        yield _admit(person, taken)


def _check(row: Row, number: int) -> Person:
    values = dict(row.values)
    key = str(values.pop(ID, "")).strip()
    name = str(values.get(CANDIDATE, key)).strip()
    fault = row.fault
    if not fault and not (key or name):
        fault = "candidate: missing; give each person a name or an id"
    if not fault and len(key) > _MOST_ID:
        fault = f"id: too long; at most {_MOST_ID} characters"
    if not fault:
        values = _nest(values)
        try:
            profile = Profile.model_validate(values)
        except ValidationError as error:
            fault = explain(error, Profile)
        else:
            values = profile.model_dump(mode="json", include=set(values))
    shown = printable(name[:_MOST_ID])
    if fault:
        return Person(number, row.line, shown, fault=printable(fault))
    return Person(number, row.line, shown, key or name, name_folder(key or name), values)


def _nest(values: dict[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for name, value in values.items():
        outer, _, inner = name.partition(".")
        if inner and outer == _SHARES:
            nested.setdefault(_SHARES, {})[inner] = value
        else:
            nested[name] = value
    return nested


def _admit(person: Person, taken: dict[str, str]) -> Person:
    """Give a person their folder, unless somebody before them has it."""
    if person.fault:
        return person
    here = f"line {person.line}" if person.line else person.key
    owner = taken.setdefault(person.folder, here)
    if owner == here:
        return person
    fault = f'id: makes the same folder as {owner} ("{person.folder}"); give each of the two an id of their own'
    return Person(person.number, person.line, person.name, fault=printable(fault))


def name_folder(text: str) -> str:
    """Return the folder name for a person's id or name.

    It holds letters and digits of any script, in lower case, and hyphens; it is at most 80 bytes long and reserved
    nowhere. Where more than spaces, case and plain punctuation is lost, a digest of the text keeps two people apart.
    The name of a name is itself.
    """
    plain = _fold(text)
    kept = "".join(character if _is_kept(character) else "-" for character in plain)
    name = re.sub("-+", "-", kept).strip("-")
    lost = any(not _is_kept(character) and character not in _ORDINARY for character in plain)
    short = _cut(name, MOST_BYTES)
    if name and short == name and not lost and name not in _RESERVED:
        return name
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    return f"{_cut(name, MOST_BYTES - _DIGEST - 1) or _NOBODY}-{digest}"


def _fold(text: str) -> str:
    # Folding can undo normalizing and the other way round, so until nothing changes.
    for _ in range(len(text) + 4):
        folded = unicodedata.normalize("NFKC", text.casefold())
        if folded == text:
            break
        text = folded
    return text


def _is_kept(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _cut(name: str, most: int) -> str:
    return name.encode()[:most].decode(errors="ignore").strip("-")
