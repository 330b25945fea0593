"""Passages put in their places: contact, summary, jobs with their lines, and the other sections; nothing is dropped."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from prepkit.files.intake.dates import find_dates, is_dates
from prepkit.files.intake.headings import JOBS, find_section
from prepkit.files.intake.heads import score
from prepkit.files.intake.jobs import is_sentence, sort_jobs
from prepkit.files.intake.ours import sort_ours
from prepkit.files.intake.pages.columns import is_page_mark
from prepkit.files.intake.passages import Passage, Run
from prepkit.files.intake.reading import Part, Piece, Reading
from prepkit.review.reading.vocabulary import WORDS

_CONTACT_APART = re.compile(r"\s*[|•\t\n]\s*|\s+·\s+|\s*·\s+|\s{3,}")
_LABEL = re.compile(r"([^:：]{3,40})[:：]\s+(?=\S)")
_NUMBER = re.compile(r"[\W\d]+$")
_WORDS = 6  # words of a heading at most
_Look = tuple[int, bool, float, bool]


@dataclass
class _Section:
    """A heading, or none, with the passages below it."""

    part: Part
    heading: Passage | None = None
    body: list[Passage] = field(default_factory=list)


def sort_passages(passages: Sequence[Passage], source: str, *, ours: bool = False) -> Reading:
    """Put each passage of a resume in its place.

    Args:
        passages: The text in reading order.
        source: What was read, in words.
        ours: Whether prepkit wrote the file, so that the rows of a job's head are known.
    """
    known = sort_ours(passages, source) if ours else None
    if known is not None:
        return known
    text = [one for one in passages if not one.furniture and one.text.strip()]
    sections = [*_cut(text)]
    if not any(section.part == JOBS for section in sections):
        sections = [part for section in sections for part in _find_jobs(section)]
    numbers = itertools.count(1)
    by_job = [*sort_jobs([section.body for section in sections if section.part == JOBS], numbers)]
    told = " ".join(piece.text for made in by_job for piece in made if piece.part == Part.LINE)
    sections = [replace(one, part=Part.ASIDE) if _repeats(one, told) else one for one in sections]
    largest = max((one.size for one in text), default=0.0)
    pieces: list[Piece] = []
    jobs = iter(by_job)
    for section in sections:
        made = [*_write(section, jobs, largest)]
        if made:
            pieces += [Piece("\n", Part.BETWEEN)] * bool(pieces) + made
    said = {one.text for one in text}
    often = Counter(_mask(one.text) for one in passages if one.furniture)
    for one in passages:
        if one.furniture and one.text.strip():
            part = (
                Part.CONTACT
                if "@" in one.text
                else Part.ASIDE
                if is_page_mark(one.text) or often[_mask(one.text)] > 1 or _NUMBER.sub("", one.text) in said
                else Part.LEFT_OVER
            )
            pieces += [Piece("\n", Part.BETWEEN)] * bool(pieces) + [Piece(f"{one.mark} {one.text}".strip(), part)]
    return Reading(tuple(_name(pieces)), source)


def _repeats(section: _Section, told: str) -> bool:
    """Tell whether each row of a section is a label and words of a line below, as prepkit writes Product Impact."""
    rows = [passage.text.partition(": ")[2] for passage in section.body]
    return section.part == Part.OTHER and bool(rows) and all(row and row in told for row in rows)


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _cut(passages: Sequence[Passage]) -> Iterator[_Section]:
    """Yield the sections of a resume; what stands before the first heading is the contact."""
    split = [part for passage in passages for part in _part_label(passage)]
    looks = _find_looks(split)
    section = _Section(Part.CONTACT)
    largest = max((passage.size for passage in split), default=0.0)
    for place, passage in enumerate(split):
        if place and passage.size > 1.25 and passage.size == largest and not find_section(passage.text):
            yield section
            section = _Section(Part.CONTACT, None, [passage])
            continue
        near = {_look(section.heading)} if section.heading else looks
        part = _read_heading(passage, looks, near, section.part, opens=place > 0)
        if part is None:
            section.body.append(passage)
            continue
        yield section
        section = _Section(part, passage)
    yield section


def _part_label(passage: Passage) -> Iterator[Passage]:
    """Part a heading from what stands on its row behind it."""
    cells = passage.cells
    if not passage.listed and len(cells) > 1 and find_section(cells[0]) and not find_dates(cells[0]):
        first = passage.text.index("\t")
        yield Passage(
            (Run(passage.text[:first], bold=True),), passage.level, size=passage.size, gap=max(passage.gap, 0.5)
        )
        yield Passage((Run(passage.text[first:].lstrip("\t")),), indent=passage.indent, size=passage.size)
        return
    found = None if passage.listed or passage.level else _LABEL.match(passage.text)
    if found and passage.gap > 0.3 and find_section(found.group(1)) and found.group(1).casefold() in _labels():
        yield Passage((Run(found.group().rstrip(), bold=True),), gap=passage.gap, size=passage.size)
        yield Passage((Run(passage.text[found.end() :]),), indent=passage.indent, size=passage.size)
        return
    yield passage


def _labels() -> set[str]:
    return {"skills", "technical skills", "education", "summary", "objective", "certifications", "profile", "interests"}


def _look(passage: Passage) -> _Look:
    text = passage.text
    return passage.level, passage.bold, round(passage.size * 12) / 12, text.isupper()


def _find_looks(passages: Sequence[Passage]) -> set[_Look]:
    """Return how the headings look whose names are beyond doubt."""
    return {
        _look(one)
        for one in passages
        if not one.listed
        and find_section(one.text)
        and one.text.casefold().strip(" :") in WORDS.heading_strong | _labels()
    } or {_look(one) for one in passages if find_section(one.text) and (one.level or one.bold or one.size > 1.1)}


def _stands_out(look: _Look) -> bool:
    return look[0] > 0 or look[2] >= 1.08 or look[3]


def _read_heading(passage: Passage, looks: set[_Look], near: set[_Look], within: Part, *, opens: bool) -> Part | None:
    """Return the section that a passage opens, or None if it is no heading.

    Args:
        passage: The passage.
        looks: How the headings of this resume look.
        near: How the heading of the section looks in which the passage stands.
        within: What that section is.
        opens: Whether something stands above.
    """
    text, look = passage.text, _look(passage)
    if "\t" in text or len(text.split()) > _WORDS or not text.strip():
        return None
    part = find_section(text)
    alike = look in looks
    if part is not None:
        if alike and (not passage.listed or _stands_out(look) or passage.bold):
            return part
        strong = text.casefold().strip(" :") in WORDS.heading_strong
        if not passage.listed and look[2] >= 1.12:
            return part
        standing = not passage.listed and (passage.gap > 0.3 or passage.level > 0 or look[3] or passage.bold)
        if not passage.listed and (strong or (standing and within != Part.SKILLS) or (standing and not looks)):
            return part
        return part if passage.listed and look[2] >= 1.08 and alike else None
    unknown = alike and look in near and _stands_out(look) and opens and not find_dates(text) and not passage.listed
    if unknown and not is_sentence(text) and score(text) <= 0 and (look[0] or look[3] or passage.size > 1.08):
        return Part.OTHER
    return None


def _find_jobs(section: _Section) -> Iterator[_Section]:
    """Part jobs from a section where no heading names them: dated heads with a role, and what stands below."""
    if section.part not in (Part.CONTACT, Part.SUMMARY, Part.OTHER):
        yield section
        return
    for place, one in enumerate(section.body):
        dates = find_dates(one.text)
        if dates is None or one.listed or len(one.text) > 160 or len(dates.group()) < 7:
            continue
        near = section.body[max(0, place - 2) : place + 2]
        if not any(score(part) > 0 for near_one in near for part in re.split(r"[,\t|·—–(]| - ", near_one.text)):
            continue
        start = place
        while (
            start > 0
            and place - start < 2
            and not section.body[start - 1].listed
            and _is_named(section.body[start - 1])
        ):
            start -= 1
        if section.part == Part.CONTACT and start == 0:
            start = min(place, 1)
        yield _Section(section.part, section.heading, section.body[:start])
        yield _Section(JOBS, None, section.body[start:])
        return
    yield section


def _is_named(passage: Passage) -> bool:
    return not is_sentence(passage.text) and "@" not in passage.text and passage.size < 1.3


def _write(section: _Section, jobs: Iterator[list[Piece]], largest: float) -> Iterator[Piece]:
    """Yield the pieces of a section."""
    part = section.part
    written = False
    if section.heading is not None:
        named = part == Part.OTHER and section.heading.text.casefold().strip(" :") not in WORDS.heading_catch_all
        yield Piece(section.heading.text, Part.OTHER if named else Part.HEADING)
        written = True
    if part == JOBS:
        made = next(jobs)
        yield from [Piece("\n", Part.BETWEEN)] * (written and bool(made)) + made
        return
    for passage in _join_dates(section.body):
        if written:
            yield Piece("\n", Part.BETWEEN)
        written = True
        told = (
            part == Part.CONTACT
            and section.heading is None
            and not passage.listed
            and is_sentence(passage.text)
            and "@" not in passage.text
        )
        if passage.mark:
            yield Piece(f"{passage.mark} ", Part.BETWEEN)
        if not re.search(r"\w", passage.text):
            yield Piece(passage.text, Part.BETWEEN)
            continue
        if part == Part.CONTACT and not told:
            made = [*_write_contact(passage.text)]
            if passage.size > 1.25 and passage.size == largest and made:
                made[0] = replace(made[0], part=Part.NAME)
            yield from made
        else:
            yield Piece(passage.text, Part.SUMMARY if told else part)


def _join_dates(body: Sequence[Passage]) -> Iterator[Passage]:
    """Yield passages, dates that stand before what they date on its row."""
    waiting: Passage | None = None
    first = bool(body) and is_dates(body[0].text)
    for passage in body:
        if waiting is not None and passage.mark:
            yield waiting
        elif waiting is not None:
            passage = replace(waiting, runs=(*waiting.runs, Run("\t"), *passage.runs))
        elif first and is_dates(passage.text):
            waiting = passage
            continue
        waiting = None
        yield passage
    if waiting is not None:
        yield waiting


def _write_contact(text: str) -> Iterator[Piece]:
    at = 0
    for found in _CONTACT_APART.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()], Part.CONTACT)
        yield Piece(found.group(), Part.BETWEEN)
        at = found.end()
    if at < len(text):
        yield Piece(text[at:], Part.CONTACT)


def _name(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Tell the name from the rest of the contact: what is set largest, or else what comes first."""
    if any(piece.part == Part.NAME for piece in pieces):
        yield from pieces
        return
    first = next((piece for piece in pieces if piece.part == Part.CONTACT), None)
    for piece in pieces:
        plain = piece is first and "@" not in piece.text and not any(letter.isdigit() for letter in piece.text)
        yield replace(piece, part=Part.NAME) if plain else piece
