"""The rows of a file of profiles, one at a time with the line each starts on: CSV, a YAML list, or JSON lines."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from prepkit.errors import UsageError, instead, suggest

ID, CANDIDATE = "id", "candidate"
_CHUNK = 1 << 20
_CURE = "Save it as CSV, a YAML list or JSON lines"
_DELIMITERS = ",;\t"
# Spreadsheets name the first column of a list of people so.
_ALIASES = {"name": CANDIDATE}
_LONG = 20  # lines of one row, more than anybody's notes


@dataclass(frozen=True)
class Row:
    """One row: the line it starts on, and its values, or what is wrong with it."""

    line: int
    values: dict[str, Any]
    fault: str = ""


def read_rows(path: Path, columns: frozenset[str]) -> Iterator[Row]:
    """Yield the rows of a file, in its order; no more than one is held.

    Args:
        path: A file that ends in .csv, .tsv, .yaml, .yml, .jsonl, .ndjson or .json.
        columns: The names that a column of a CSV file may have.

    Raises:
        UsageError: the file cannot be read, is none of these, is empty, or its header holds an unknown name.
    """
    readers: dict[str, Callable[[IO[str], Path, frozenset[str]], Iterator[Row]]] = {
        ".csv": _read_csv,
        ".tsv": _read_csv,
        ".yaml": _read_yaml,
        ".yml": _read_yaml,
        ".jsonl": _read_json,
        ".ndjson": _read_json,
        ".json": _read_json,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f'cannot tell what "{path.suffix}" holds', where=str(path), cure=_CURE)
    with (
        instead(OSError, UsageError, "cannot be read ({})", where=path, cure="Name a readable file"),
        instead(UnicodeDecodeError, UsageError, "is not text", where=path, cure=_CURE),
        path.open(encoding=find_encoding(path), newline="") as file,
    ):
        yield from reader(file, path, columns)


def find_encoding(path: Path) -> str:
    """Return the encoding of a text file: by its byte order mark, UTF-8, or what spreadsheets in the West write."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _find_western(path)
    return "utf-8-sig"


def _find_western(path: Path) -> str:
    # Windows-1252 is Latin-1 with letters and quotes where that has control characters.
    try:
        with path.open(encoding="cp1252") as file:
            while file.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _read_csv(file: IO[str], path: Path, columns: frozenset[str]) -> Iterator[Row]:
    first = file.readline()
    file.seek(0)
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(file, delimiter=delimiter)
    names = _check_header(next(reader, []), path, columns)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, {}, f"cannot be read ({error}); a quotation mark may be open")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        values = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
        yield Row(line, values, _find_shape_fault(cells, names, reader.line_num - line))


def _check_header(header: list[str], path: Path, columns: frozenset[str]) -> list[str]:
    names = [_ALIASES.get(name, name) for name in ("_".join(cell.lower().split()) for cell in header)]
    if not any(names):
        raise UsageError("is empty", where=str(path), cure="Name the columns in its first line, as candidate")
    for name in names:
        where = f"{path}, line 1"
        if name not in columns:
            raise UsageError(f'unknown column "{name}"', where=where, cure=suggest(name, columns).capitalize())
        if names.count(name) > 1:
            raise UsageError(f'column "{name}" is there twice', where=where, cure="Keep one")
    return names


def _find_shape_fault(cells: list[str], names: list[str], lines: int) -> str:
    if lines > _LONG:
        return f"goes on for {lines} lines; a quotation mark is not closed"
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return f"has {len(cells)} cells for {len(names)} columns; quote a cell that holds the delimiter"
    return ""


def _read_json(file: IO[str], _path: Path, _columns: frozenset[str]) -> Iterator[Row]:
    for line, text in enumerate(file, start=1):
        if text.strip():
            yield _parse_row(line, text, json.loads, "JSON")


def _read_yaml(file: IO[str], path: Path, _columns: frozenset[str]) -> Iterator[Row]:
    from yaml import YAMLError

    load = _make_yaml_loader()

    def parse(text: str) -> Any:
        try:
            entries = load(text)
        except YAMLError as error:
            raise ValueError(getattr(error, "problem", None) or "cannot be read") from error
        return entries[0] if isinstance(entries, list) and len(entries) == 1 else entries

    for line, text in _split_entries(file, path):
        yield _parse_row(line, text, parse, "YAML")


def _split_entries(file: IO[str], path: Path) -> Iterator[tuple[int, str]]:
    """Cut a YAML list into its entries, so that one that is wrong is one row, and the rest is still read."""
    start, held, indent = 0, list[str](), None
    for line, text in enumerate(file, start=1):
        body = text.lstrip(" ")
        bare = body.strip()
        if start == 0 and (not bare or bare.startswith(("#", "---", "%"))):
            continue
        margin = len(text) - len(body)
        if indent is None:
            indent = margin
        if margin == indent and (body.startswith("- ") or bare == "-"):
            if start:
                yield start, "".join(held)
            start, held = line, [text]
        elif not start:
            raise UsageError(
                "is no list of people", where=f"{path}, line {line}", cure='Begin each person with "- candidate: ..."'
            )
        else:
            held.append(text)
    if start:
        yield start, "".join(held)


def _make_yaml_loader() -> Callable[[str], Any]:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Dates stay text, so that a wrong one is named by its field and not as bad YAML.
    loader: Any = type("_TextDates", (base,), {})
    loader.add_constructor("tag:yaml.org,2002:timestamp", lambda self, node: self.construct_scalar(node))
    return lambda text: yaml.load(text, Loader=loader)  # noqa: S506 - derived from the safe loader


def _parse_row(line: int, text: str, parse: Callable[[str], Any], kind: str) -> Row:
    try:
        values = parse(text)
    except (ValueError, RecursionError) as error:
        return Row(line, {}, f"is not valid {kind} ({getattr(error, 'msg', error)})")
    if not isinstance(values, dict):
        return Row(line, {}, "is no mapping of fields to values")
    return Row(line, {str(key): value for key, value in values.items() if value is not None and value != ""})
