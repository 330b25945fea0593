"""A model written out as a text, with its sections labeled, so that it can be reviewed like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from prepkit.errors import UsageError
from prepkit.models import PRFAQ, Bullet, Letter, Story
from prepkit.models.fields import Record
from prepkit.models.prfaq import FAQEntry
from prepkit.models.resume import Resume
from prepkit.models.sections import describe
from prepkit.text import read

_MOST_COUNTED = 4  # figures that stand under Product Impact
_CLAUSE = re.compile(r"[;:,.–—](?=\s)|[.]$|\s-\s|\n")  # where a clause of a line ends
_FEW = 2  # words behind a figure that stay with it: "a year"
_UNITS = {"revenue": "money", "cost": "money", "time saved": "time"}  # the figure of a line that says its kind
_RELEASE = "Press release"  # the group whose sections are labeled a level below the heading


def write(record: Record) -> tuple[str, str]:
    """Return a record as text, and its kind.

    Raises:
        UsageError: if it is not a Bullet, Story, PRFAQ or Letter.
    """
    writers: dict[type[Record], tuple[Callable[[Any], str], str]] = {
        Bullet: (write_bullet, "bullet"),
        Story: (write_story, "story"),
        PRFAQ: (write_prfaq, "prfaq"),
        Letter: (write_letter, "letter"),
    }
    for shape, (writer, kind) in writers.items():
        if isinstance(record, shape):
            return writer(record), kind
    cure = "Give a Bullet, Story, PRFAQ or Letter, or a text with its kind"
    raise UsageError(f"a {type(record).__name__} cannot be reviewed", where="text", cure=cure)


def write_bullet(bullet: Bullet) -> str:
    """Return the line as it reads now, or the original if it has not been rewritten."""
    return bullet.rewritten or bullet.original


def write_story(story: Story) -> str:
    """Return a story as it would be told, its parts under the headings of the reworked STAR."""
    parts = [
        (told.heading, " ".join(filter(None, (end_sentence(text, field.kind) for field, text in told.texts))))
        for told in describe(story)
    ]
    return "\n\n".join(f"{heading}\n{text}" for heading, text in parts if text)


def write_prfaq(prfaq: PRFAQ) -> str:
    """Return a PRFAQ as a document: the release with its sections labeled, then both FAQs."""
    blocks = [f"# {prfaq.heading}" if prfaq.heading else "", prfaq.sub_heading]
    if not prfaq.summary and prfaq.dateline():
        blocks.append(f"## Summary\n\n{prfaq.dateline()}")
    for told in describe(prfaq):
        for field, text in told.texts:
            if field.name in ("heading", "sub_heading"):
                continue
            if field.kind == "rows":
                blocks.append(_write_faq(told.heading, getattr(prfaq, field.name)))
                continue
            opened = add_dateline(prfaq, text) if field.name == "summary" else text
            blocks.append(f"{'##' if field.group == _RELEASE else '#'} {told.heading}\n\n{opened}")
    return "\n\n".join(block for block in blocks if block)


def add_dateline(prfaq: PRFAQ, summary: str) -> str:
    """Return a summary as a release opens: with city and date before it."""
    return " — ".join(text for text in (prfaq.dateline(), summary) if text)


def _write_faq(name: str, entries: Iterable[FAQEntry]) -> str:
    asked = [f"**{entry.question}**\n\n{entry.answer}".rstrip() for entry in entries if entry.question]
    return "\n\n".join([f"# {name}", *asked]) if asked else ""


def write_letter(letter: Letter) -> str:
    """Return a letter as it would be sent."""
    return "\n\n".join(text for told in describe(letter) for _, text in told.texts)


def write_resume(resume: Resume, bullets: Iterable[Bullet]) -> str:
    """Return a resume in the order that readers and parsers expect: lines by employer, product impact first."""
    lines = list(bullets)
    counted = list_counted(lines)
    experience = [
        "\n".join([", ".join(filter(None, (job.role, job.employer, job.place))), job.dates, *_mark(job.lines)])
        for job in group_jobs(lines)
    ]
    frame = {field.name: f"{told.heading}\n{text}" for told in describe(resume) for field, text in told.texts}
    blocks = [
        resume.contact,
        frame.pop("summary", ""),
        "\n".join(["Product Impact", *map(": ".join, counted)]) if counted else "",
        "Experience\n" + "\n\n".join(experience) if experience else "",
        *(text for name, text in frame.items() if name != "contact"),
    ]
    return "\n\n".join(block for block in blocks if block)


def _mark(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def list_counted(bullets: Iterable[Bullet]) -> list[tuple[str, str]]:
    """Return what the first lines that count an outcome count: the kind, and the words around the figure.

    No line is repeated word for word: "Cut late parcels from 11.8% to 5.9% across 304,000 parcels in eight weeks" is
    there as "Cut late parcels from 11.8% to 5.9%", and a line that says no more than that, as its figure.
    """
    counted = ((one.impact.capitalize(), _quote_figure(one.rewritten, one.impact)) for one in bullets if one.impact)
    return [(kind, figure) for kind, figure in counted if figure][:_MOST_COUNTED]


def _quote_figure(line: str, impact: str) -> str:
    """Return the clause of a line up to its figure, with a few words of what is left of it, or an empty text."""
    from prepkit.review.reading.reading import (
        gather,
    )  # loads the vocabulary, which most of those who import this need not

    found = gather(read(line)).quantities
    told = [one for one in found if one.kind == "business"] or list(found)
    if not told:
        return ""
    first = next((one for one in told if one.unit == _UNITS.get(impact)), told[0])
    start = max((mark.end() for mark in _CLAUSE.finditer(line) if mark.end() <= first.start), default=0)
    end = next((mark.start() for mark in _CLAUSE.finditer(line) if mark.start() >= first.end), len(line))
    last = max(one.end for one in told if first.end <= one.end <= end)
    rest = line[last:end]
    clause = " ".join(line[start : end if len(rest.split()) <= _FEW else last].split()).rstrip(" .;,")
    whole = " ".join(line.split()).rstrip(" .;,")
    quoted = first.text if clause == whole else clause
    return "" if quoted == whole else quoted


@dataclass(frozen=True)
class Job:
    """One job of a resume with its lines, as they read now."""

    role: str
    employer: str
    place: str
    dates: str
    lines: tuple[str, ...]


def group_jobs(bullets: Iterable[Bullet]) -> list[Job]:
    """Return the lines that are written by their job, in the order of the first line of each."""
    jobs: dict[tuple[str, str, str, str], list[str]] = {}
    for bullet in bullets:
        if write_bullet(bullet).strip():
            jobs.setdefault((bullet.role, bullet.employer, bullet.place, bullet.dates), []).append(write_bullet(bullet))
    return [Job(*head, tuple(lines)) for head, lines in jobs.items()]


def end_sentence(text: str, kind: str = "prose") -> str:
    """Return a text without blanks around it and with a full stop at its end; a list that is picked from has none."""
    text = text.strip()
    closed = not text or kind == "several" or text.endswith((".", "!", "?", '"', "”"))
    return text if closed else f"{text}."
