"""A resume that prepkit wrote itself, whose rows or fields are known: read back to the same records, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prepkit.files.intake.dates import is_dates
from prepkit.files.intake.passages import Passage
from prepkit.files.intake.reading import Part, Piece, Reading
from prepkit.files.papers.sheet import Sheet

_BETWEEN = " · "
_SECTIONS = {
    "Summary": Part.SUMMARY,
    "Product Impact": Part.ASIDE,  # made of the lines, which stand below it
    "Experience": Part.LINE,
    "Projects": Part.PROJECTS,
    "Education": Part.EDUCATION,
    "Skills": Part.SKILLS,
    "Certificates": Part.CERTIFICATES,
    "Additional Information": Part.OTHER,
}


def sort_ours(passages: Sequence[Passage], source: str) -> Reading | None:
    """Put each passage in its place by the rows that prepkit writes; None where somebody has laid the file out anew."""
    part = Part.CONTACT
    pieces: list[Piece] = []
    jobs, heads = 0, 0
    leveled = any(passage.level for passage in passages)
    for place, passage in enumerate(passages):
        section = None if passage.listed or passage.furniture else _SECTIONS.get(passage.text)
        row: list[Piece]
        if passage.furniture:
            row = [Piece(passage.text, Part.ASIDE)]
        elif section is not None and (passage.level in (1, 2) if leveled else passage.bold):
            part, heads = section, 0
            row = [Piece(passage.text, Part.HEADING)]
        elif part == Part.CONTACT:
            row = [Piece(passage.text, Part.NAME)] if place == 0 else [*_part(passage.text, Part.CONTACT)]
        elif part != Part.LINE:
            row = [Piece(passage.text, part)]
        elif passage.listed:
            jobs, heads = jobs or 1, 0
            row = [Piece(passage.text, Part.LINE, jobs)]
        else:
            jobs += heads == 0
            row = [*_write_head(passage, jobs, is_role=heads == 0 and _is_role(passage, leveled=leveled))]
            heads += 1
            if heads > 4:
                return None
        pieces += [Piece("\n", Part.BETWEEN, row[0].job if row else 0)] * bool(pieces) + row
    return Reading(tuple(pieces), source) if any(piece.part == Part.HEADING for piece in pieces) else None


def _is_role(passage: Passage, *, leveled: bool) -> bool:
    """Tell a row that begins with the role, which is a heading, or bold where the format has none."""
    return passage.level > 1 if leveled else passage.runs[0].bold


def _write_head(passage: Passage, job: int, *, is_role: bool) -> Iterator[Piece]:
    """Yield a row of a head: the role or the employer and its place, and the dates at its right or by themselves."""
    text = passage.text
    left, tab, dates = text.rpartition("\t")
    if not tab:
        alone = not is_role and (is_dates(text) or all(run.italic for run in passage.runs if run.text.strip()))
        left, dates = ("", text) if alone else (text, "")
    if left and is_role:
        yield Piece(left, Part.ROLE, job)
    elif left:
        yield from _part(left, Part.EMPLOYER, job)
    if tab:
        yield Piece(tab, Part.BETWEEN, job)
    if dates:
        yield Piece(dates, Part.DATES, job)


def _part(text: str, part: Part, job: int = 0) -> Iterator[Piece]:
    """Yield contact details, or an employer and its place, which stand behind a middle dot."""
    if part == Part.EMPLOYER:
        employer, between, place = text.rpartition(_BETWEEN)
        if not between and text.startswith("· "):
            yield Piece("· ", Part.BETWEEN, job)
            yield Piece(text[2:], Part.PLACE, job)
            return
        yield Piece(employer or place, Part.EMPLOYER, job)
        if between:
            yield Piece(between, Part.BETWEEN, job)
            yield Piece(place, Part.PLACE, job)
        return
    for number, one in enumerate(text.split(_BETWEEN)):
        if number:
            yield Piece(_BETWEEN, Part.BETWEEN, job)
        yield Piece(one, part, job)


def read_sheet(sheet: Sheet, source: str) -> Reading:
    """Return what was typed of a resume, which the file held beside what another program makes of it."""
    pieces: list[Piece] = []

    def add(*told: tuple[str, Part], job: int = 0) -> None:
        for number, (text, part) in enumerate(one for one in told if one[0]):
            pieces.extend([Piece("\n" if not number else ", ", Part.BETWEEN, job)] * bool(pieces))
            pieces.append(Piece(text, part, job))

    frame = sheet.resume
    add((frame.contact, Part.NAME))
    add((frame.summary, Part.SUMMARY))
    for number, job in enumerate(sheet.jobs, 1):
        head = ((job.role, Part.ROLE), (job.employer, Part.EMPLOYER), (job.place, Part.PLACE), (job.dates, Part.DATES))
        add(*head, job=number)
        for line in job.lines:
            add((line, Part.LINE), job=number)
    for heading, text in sheet.sections:
        for line in text.splitlines():
            add((line, _SECTIONS[heading]))
    return Reading(tuple(pieces), source)
