"""A section of jobs that is filled in as a form: the name of each field before what it holds, as Europass has it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from prepkit.files.intake.heads import part_place
from prepkit.files.intake.passages import Passage
from prepkit.files.intake.reading import Part, Piece
from prepkit.review.reading.vocabulary import LISTED
from prepkit.text import read

_FIELDS = {
    "role": Part.ROLE,
    "employer": Part.EMPLOYER,
    "dates": Part.DATES,
    "place": Part.PLACE,
    "lines": Part.LINE,
    "rest": Part.LEFT_OVER,
}
_HEAD = {Part.ROLE, Part.EMPLOYER, Part.DATES}
_NAMED = re.compile(r"([^\n\t:：]{2,60}?)(\s*[:：]\s*|\s*\t\s*)(?=\S)")


@functools.cache
def _known() -> dict[str, Part]:
    return {name: part for field, part in _FIELDS.items() for name in LISTED[f"form-{field}"]}


def find_field(text: str) -> Part | None:
    """Return what stands behind the name of a form's field, or None for a text that is no such name."""
    return _known().get(" ".join(text.casefold().replace("–", "-").replace("’", "'").strip(" •-:：").split()))


def is_field(text: str) -> bool:
    """Tell whether a text is the name of a form's field, or a row of one that is broken over several."""
    bare = " ".join(text.casefold().strip(" •-:：").split())
    return bare in _known() or (
        len(bare) > 7 and any(name.startswith(f"{bare} ") or name.endswith(f" {bare}") for name in _known())
    )


def sort_form(body: Sequence[Passage], numbers: Iterator[int]) -> list[Piece] | None:
    """Return the pieces of a section that is a form, or None for one that is none.

    Args:
        body: The section's passages.
        numbers: The numbers of jobs that are free.
    """
    fields = [_part_field(passage.text) for passage in body]
    often = [part for part, _ in fields if part in _HEAD]
    if len({*often}) < 2 or len(often) < 2:
        return None
    pieces: list[Piece] = []
    seen: set[Part] = set()
    part, job = Part.LEFT_OVER, next(numbers)
    for passage, (found, end) in zip(body, fields, strict=True):
        pieces += [Piece("\n", Part.BETWEEN, job)] * bool(pieces)
        if found is not None:
            if found in seen and found in _HEAD:
                job, seen = next(numbers), set()
            seen.add(found)
            part = found
        pieces += [Piece(f"{passage.mark} ", Part.BETWEEN, job)] * bool(passage.mark)
        pieces += [Piece(passage.text[:end], Part.HEADING, job)] * (end > 0)
        pieces += _fill(passage.text[end:], part, job)
        part = Part.LINE if part == Part.LINE else part
    return pieces


def _part_field(text: str) -> tuple[Part | None, int]:
    """Return which field a passage names, and where what it holds begins."""
    if part := find_field(text):
        return part, len(text)
    named = _NAMED.match(text)
    part = find_field(named.group(1)) if named else None
    return (part, named.end()) if named and part else (None, 0)


def _fill(text: str, part: Part, job: int) -> Iterator[Piece]:
    if not text:
        return
    if part == Part.EMPLOYER:
        at = 0
        for start, end, inner in part_place(text):
            yield Piece(text[at:start], Part.BETWEEN, job)
            yield Piece(text[start:end], inner, job)
            at = end
        yield Piece(text[at:], Part.BETWEEN, job)
        return
    if part != Part.LINE:
        yield Piece(text, part, job)
        return
    at = 0
    for span in read(text).sentences:
        yield Piece(text[at : span.start] if not at else f"{text[at : span.start]}\n", Part.BETWEEN, job)
        yield Piece(text[span.start : span.end], Part.LINE, job)
        at = span.end
    yield Piece(text[at:], Part.BETWEEN, job)
