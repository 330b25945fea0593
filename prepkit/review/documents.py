"""A model written out as a text, with its sections labeled, so that it can be reviewed like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from prepkit.errors import UsageError
from prepkit.models import PRFAQ, Bullet, Letter, Story
from prepkit.models.fields import Record
from prepkit.models.prfaq import FAQEntry
from prepkit.models.resume import Resume
from prepkit.models.sections import describe

_MOST_COUNTED = 4  # lines that stand under Product Impact
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
        f"{role}, {employer}\n{dates}\n" + "\n".join(f"- {line}" for line in done)
        for (role, employer, dates), done in group_jobs(lines).items()
    ]
    frame = {field.name: f"{told.heading}\n{text}" for told in describe(resume) for field, text in told.texts}
    blocks = [
        resume.contact,
        frame.pop("summary", ""),
        "\n".join(["Product Impact", *(f"- {line}" for line in counted)]) if counted else "",
        "Experience\n" + "\n\n".join(experience) if experience else "",
        *(text for name, text in frame.items() if name != "contact"),
    ]
    return "\n\n".join(block for block in blocks if block)


def list_counted(bullets: Iterable[Bullet]) -> list[str]:
    """Return the first lines that count an outcome, each with its kind in front."""
    counted = [f"{one.impact.capitalize()}: {one.rewritten}" for one in bullets if one.impact and one.rewritten]
    return counted[:_MOST_COUNTED]


def group_jobs(bullets: Iterable[Bullet]) -> dict[tuple[str, str, str], list[str]]:
    """Return the lines that are written by their job: role, employer and dates."""
    jobs: dict[tuple[str, str, str], list[str]] = {}
    for bullet in bullets:
        if write_bullet(bullet):
            jobs.setdefault((bullet.role, bullet.employer, bullet.dates), []).append(write_bullet(bullet))
    return jobs


def end_sentence(text: str, kind: str = "prose") -> str:
    """Return a text without blanks around it and with a full stop at its end; a list that is picked from has none."""
    text = text.strip()
    closed = not text or kind == "several" or text.endswith((".", "!", "?", '"', "”"))
    return text if closed else f"{text}."
