"""The jobs of a section: which passages are the head of one, and which tell what was done there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prepkit.files.intake.dates import DURATION, find_dates, is_dates
from prepkit.files.intake.forms import sort_form
from prepkit.files.intake.heads import (
    Head,
    assign,
    find_places,
    find_towns,
    is_bare,
    join_dashes,
    read_head,
    score,
    vote,
)
from prepkit.files.intake.passages import Passage
from prepkit.files.intake.places import is_place
from prepkit.files.intake.reading import Part, Piece
from prepkit.text import read

_END = re.compile(r"[.!?。！？][\"”')]*$")
_SHORTENED = re.compile(r"\b(?:inc|ltd|co|corp|sr|jr|st|dr|bros|dept|univ|etc|e\.v|s\.a|[a-z])\.$", re.I)
_URL = re.compile(r"(?:https?://|www\.)\S+$|[\w.-]+\.(?:com|org|net|io|inc|co|dev)/?\S*$", re.I)


@dataclass
class _Job:
    """A job as it stands on the page."""

    heads: list[Passage] = field(default_factory=list)
    lines: list[tuple[Part, Passage]] = field(default_factory=list)
    head: Head = field(default_factory=lambda: Head(""))


def is_sentence(text: str) -> bool:
    """Tell whether a text says something, as a line of a resume does, rather than names something."""
    words = text.split()
    if len(words) >= 4 and _END.search(text) and not _SHORTENED.search(text):
        return True
    return (
        len(words) >= 13
        or text[:1].islower()
        or bool(re.search("[。！？；]", text))
        or (len(words) < 3 and len(text) > 30)
    )


def sort_jobs(bodies: Sequence[Sequence[Passage]], numbers: Iterator[int]) -> Iterator[list[Piece]]:
    """Return the pieces of each section of jobs.

    Args:
        bodies: The passages below each heading for jobs.
        numbers: The numbers of jobs that are free.
    """
    forms = [sort_form(body, numbers) for body in bodies]
    sections = [[*_Section(body).read()] if form is None else [] for body, form in zip(bodies, forms, strict=True)]
    for jobs in sections:
        for job in jobs:
            job.head = read_head(job.heads) if job.heads else Head("")
    heads = [job.head for jobs in sections for job in jobs]
    find_places(heads)
    find_towns(heads)
    for head in heads:
        join_dashes(head)
    order = vote(heads)
    written = []
    for jobs, form in zip(sections, forms, strict=True):
        above, banner, level = "", False, 0
        pieces: list[Piece] = form or []
        for job in jobs:
            number = next(numbers)
            own = job.heads[0].level if job.heads else 0
            banner = banner and not 0 < own <= level  # a heading as high as the employer's is not below it
            assign(job.head, order, above if banner else "")
            made = [*_write(job, number, inherits=banner)]
            pieces += [Piece("\n", Part.BETWEEN)] * bool(pieces and made) + made
            above, banner = _name_employer(job.head, above, banner=banner)
            level = own if any(chunk.part == Part.EMPLOYER for chunk in job.head.chunks) else level
        written.append(pieces)
    return iter(written)


def _name_employer(head: Head, above: str, *, banner: bool) -> tuple[str, bool]:
    """Return the employer under which further roles may stand, and whether they may."""
    employer = next((chunk for chunk in head.chunks if chunk.part == Part.EMPLOYER), None)
    role = next((chunk for chunk in head.chunks if chunk.part == Part.ROLE), None)
    if employer is None:
        return above, banner and role is not None
    return employer.text, role is None or employer.line < role.line


def _write(job: _Job, number: int, *, inherits: bool) -> Iterator[Piece]:
    parts = {chunk.part for chunk in job.head.chunks}
    if inherits and Part.ROLE in parts and Part.EMPLOYER not in parts:
        yield Piece("", Part.EMPLOYER, number)
    if job.head.text:
        yield from job.head.write(number)
    dated, written = job.head.dates is not None, bool(job.head.text)
    for part, passage in job.lines:
        if written:
            yield Piece("\n", Part.BETWEEN, number)
        written = True
        if passage.mark:
            yield Piece(f"{passage.mark} ", Part.BETWEEN, number)
        if not re.search(r"\w", passage.text):
            yield Piece(passage.text, Part.BETWEEN, number)
            continue
        if part == Part.LINE and not passage.listed and "\t" not in passage.text:
            yield from _write_sentences(passage.text, number)
            continue
        cells = re.split(r"(\t+)", passage.text)
        for cell in cells:
            if not dated and len(cells) > 1 and is_dates(cell):
                dated = True
                yield Piece(cell, Part.DATES, number)
            elif cell.strip():
                yield Piece(cell, part, number)
            else:
                yield Piece(cell, Part.BETWEEN, number)


def _write_sentences(text: str, number: int) -> Iterator[Piece]:
    """Yield prose sentence by sentence, each a line."""
    spans = read(text).sentences
    if len(spans) < 2:
        yield Piece(text, Part.LINE, number)
        return
    at = 0
    for span in spans:
        if span.start > at:
            yield Piece(text[at : span.start], Part.BETWEEN, number)
        yield Piece(text[span.start : span.end], Part.LINE, number)
        yield Piece("\n" if span is not spans[-1] else "", Part.BETWEEN, number)
        at = span.end
    if at < len(text):
        yield Piece(text[at:], Part.BETWEEN, number)


class _Section:
    """The passages of one section of jobs."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._all = passages
        self._jobs: list[_Job] = []

    def read(self) -> list[_Job]:
        """Return its jobs."""
        at = 0
        while at < len(self._all):
            if self._all[at].listed and not self._is_head_item(at):
                self._add_line(self._all[at])
                at += 1
                continue
            end = at + 1
            while end < len(self._all) and not self._all[end].listed:
                end += 1
            self._read_run(self._all[at:end], items=end < len(self._all))
            at = end
        return self._jobs

    def _is_head_item(self, at: int) -> bool:
        """Tell whether a list item names an employer, whose lines are items of another kind."""
        one = self._all[at]
        if len(one.text.split()) > 9 or is_sentence(one.text):
            return False
        job = self._jobs[-1] if self._jobs else None
        if job and job.heads and not job.lines and all(is_bare(head.text) for head in job.heads):
            return True
        run: list[Passage] = []
        for below in self._all[at + 1 : at + 5]:
            if below.listed:
                other = below.indent > one.indent + (-0.2 if below.mark and below.mark != one.mark else 0.4)
                named = len(read_head(run).named) if run else 0
                return other and named < 2 and (any(_is_dated(p) for p in run) or _is_dated(one))
            run.append(below)
        return False

    def _add_line(self, passage: Passage) -> None:
        if not self._jobs:
            self._jobs.append(_Job())
        job = self._jobs[-1]
        job.lines = [(Part.LEFT_OVER if part == Part.LINE and not one.listed else part, one) for part, one in job.lines]
        job.lines.append((Part.LEFT_OVER if _URL.match(passage.text) else Part.LINE, passage))

    def _add_text(self, passage: Passage) -> None:
        """Add a passage without a list mark: a line, unless lines here have marks."""
        if not self._jobs:
            self._jobs.append(_Job())
        job = self._jobs[-1]
        bare = DURATION.match(passage.text) or _URL.match(passage.text) or is_place(passage.text)
        marked = any(one.listed for _, one in job.lines)
        job.lines.append((Part.LEFT_OVER if marked or bare else Part.LINE, passage))

    def _read_run(self, run: Sequence[Passage], *, items: bool) -> None:
        """Sort passages without list marks: heads of jobs, and what is said below them."""
        dated = [place for place, one in enumerate(run) if _is_dated(one)]
        job = self._jobs[-1] if self._jobs else None
        if job and job.heads and not job.lines and all(is_bare(head.text) for head in job.heads) and not dated:
            job.heads += run[:2] if len(run) > 1 and not is_sentence(run[1].text) else run[:1]
            run, dated = run[len(job.heads) - 1 :], []
            for one in run:
                self._add_text(one)
            return
        at = 0
        for number, place in enumerate(dated):
            if place < at:
                continue
            start = self._find_start(run, at, place, first=number == 0)
            for one in run[at:start]:
                self._add_text(one)
            limit = dated[number + 1] if number + 1 < len(dated) else len(run)
            end = self._find_end(run, start, place, limit)
            self._jobs.append(_Job([*run[start:end]]))
            at = end
        rest = run[at:]
        if not dated and rest:
            rest = self._take_undated(rest, items=items)
        for one in rest:
            self._add_text(one)

    def _find_start(self, run: Sequence[Passage], at: int, place: int, *, first: bool) -> int:
        """Return where the head begins whose dates stand at `place`."""
        start = place
        needs = 2 - len(read_head([run[place]]).named)
        while start > at and place - start < 4:
            above = run[start - 1]
            spare = DURATION.match(above.text) or is_place(above.text)
            if is_sentence(above.text) or (needs <= 0 and not (first or _stands_above(above, run[start]))):
                break
            if needs <= 0 and first and at == 0 and start - 1 > 0 and not _stands_above(above, run[start]):
                break
            start -= 1
            needs -= 0 if spare else len(read_head([above]).named)
            if above.gap > 0.45 and needs <= 0 and not first:
                break
        return start

    def _find_end(self, run: Sequence[Passage], start: int, place: int, limit: int) -> int:
        """Return where the head ends whose dates stand at `place`."""
        end = place + 1
        while end < limit and end - place < 4:
            below = run[end]
            if is_place(below.text) or DURATION.match(below.text):
                end += 1
                continue
            named = read_head(run[start:end]).named
            lacks = len({chunk.line for chunk in named}) < 2 and not _is_whole(named)
            if len(named) == 2 and named[0].line == named[1].line and score(named[0].text) > 0 == score(named[1].text):
                # "Charge Nurse, Cardiac ICU" may be a role by itself, with the employer on the next row.
                lacks = lacks or score(below.text) < 0 or any(c.part for c in read_head([below]).chunks)
            if not any(score(chunk.text) > 0 for chunk in named) and len(below.text.split()) <= 6:
                lacks = lacks or score(below.text) > 0
            named_so = end == place + 1 and is_bare(run[place].text) and below.runs[0].bold and not below.bold
            if not lacks or (is_sentence(below.text) and not named_so) or len(below.text.split()) > 10:
                break
            lone_role = end + 1 == len(run) and score(below.text) > 0 and all(score(one.text) <= 0 for one in named)
            if below.gap > max(0.9, min(one.gap for one in run)) and not lone_role:
                break
            if end + 1 < limit + 1 and self._opens_next(run, end, limit):
                break
            end += 1
        return end

    @staticmethod
    def _opens_next(run: Sequence[Passage], end: int, limit: int) -> bool:
        """Tell whether a passage stands right above the next dated one, as a part of that head."""
        return limit < len(run) and end >= limit - 1

    def _take_undated(self, rest: Sequence[Passage], *, items: bool) -> Sequence[Passage]:
        """Open a job without dates where a short passage that stands out has lines below it."""
        first = rest[0]
        lead = [one for one in rest[:2] if not is_sentence(one.text) and len(one.text.split()) <= 8]
        named = any(score(part) != 0 for one in lead for part in re.split(r"[,\t|·—–]", one.text))
        out = first.bold or first.level or first.gap > 0.45 or not self._jobs
        if (
            items
            and lead
            and lead[0] is first
            and out
            and (named or first.level or not self._jobs)
            and len(lead) == len(rest)
        ):
            self._jobs.append(_Job([*lead]))
            return rest[len(lead) :]
        return rest


def _is_whole(named: Sequence[object]) -> bool:
    return len(named) >= 2


def _is_dated(passage: Passage) -> bool:
    """Tell whether a passage is the dated row of a head."""
    found = find_dates(passage.text)
    if found is None:
        return False
    rest = (passage.text[: found.start()] + " " + passage.text[found.end() :]).strip(" ,()|·\t")
    if len(rest) > 110 and "\t" not in passage.text and ")" not in passage.text[found.end() : found.end() + 1]:
        return False
    lone = len(re.sub(r"\W", "", found.group())) <= 4  # a year by itself
    edge = found.end() >= len(passage.text.rstrip(" )]|,·\t")) or found.start() <= 1 or "\t" in passage.text
    if lone and (not edge or len(rest.split()) > 8):
        return False
    inner = passage.text[found.end() :].strip(" )],.|·\t")
    return edge or is_place(inner) or len(rest.split()) <= 10 or passage.text[found.start() - 1 : found.start()] == "("


def _stands_above(above: Passage, below: Passage) -> bool:
    """Tell whether a passage looks like the upper row of a head: larger, bold or apart from what is above it."""
    return above.size > below.size * 1.04 or (above.bold and not below.bold) or bool(above.level) or above.gap > 0.45
