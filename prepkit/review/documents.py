"""A model written out as a text, with its sections labeled, so that it can be reviewed like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from prepkit.errors import UsageError
from prepkit.models import PRFAQ, Bullet, Letter, Story
from prepkit.models.fields import Record
from prepkit.models.prfaq import FAQEntry
from prepkit.models.resume import LETTER_MOVES, Resume

_STORY_PARTS = (
    ("Situation", ("situation", "customer", "customer_need", "evidence")),
    ("Product Decision", ("hypothesis", "product_decision", "options_rejected")),
    ("Trade-off", ("trade_off",)),
    ("Action", ("experiment", "actions", "partners")),
    ("Launch and after", ("launch",)),
)
_RELEASE_PARTS = (
    ("Problem", "problem"),
    ("Solution", "solution"),
    ("Leader quote", "leader_quote"),
    ("Getting started", "getting_started"),
    ("Customer quote", "customer_quote"),
    ("Call to action", "call_to_action"),
)


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
    parts = [(name, _join(_sentence(getattr(story, field)) for field in fields)) for name, fields in _STORY_PARTS]
    parts.append(("Customer Impact Metric", _sentence(story.customer_impact_metric.describe())))
    parts.append(("Learning", story.learning))
    parts.append(("Principles", ", ".join(story.principles)))
    return "\n\n".join(f"{name}\n{text}" for name, text in parts if text)


def write_prfaq(prfaq: PRFAQ) -> str:
    """Return a PRFAQ as a document: the release with its sections labeled, then both FAQs."""
    dateline = prfaq.dateline()
    summary = f"{dateline} — {prfaq.summary}" if dateline and prfaq.summary else prfaq.summary or dateline
    blocks = [f"# {prfaq.heading}" if prfaq.heading else "", prfaq.sub_heading]
    blocks.append(f"## Summary\n\n{summary}" if summary else "")
    for name, field in _RELEASE_PARTS:
        text = getattr(prfaq, field)
        blocks.append(f"## {name}\n\n{text}" if text else "")
    blocks.append(_write_faq("External FAQ", prfaq.external_faq))
    blocks.append(_write_faq("Internal FAQ", prfaq.internal_faq))
    blocks.append(f"# Appendix\n\n{prfaq.appendix}" if prfaq.appendix else "")
    return "\n\n".join(block for block in blocks if block)


def _write_faq(name: str, entries: Iterable[FAQEntry]) -> str:
    asked = [f"**{entry.question}**\n\n{entry.answer}".rstrip() for entry in entries if entry.question]
    return "\n\n".join([f"# {name}", *asked]) if asked else ""


def write_letter(letter: Letter) -> str:
    """Return a letter as it would be sent."""
    parts = (letter.greeting, *(getattr(letter, move) for move in LETTER_MOVES), letter.closing)
    return "\n\n".join(part for part in parts if part)


def write_resume(resume: Resume, bullets: Iterable[Bullet]) -> str:
    """Return a resume in the order that readers and parsers expect: lines by employer, product impact first."""
    lines = [bullet for bullet in bullets if bullet.rewritten or bullet.original]
    counted = [
        f"- {bullet.impact.capitalize()}: {bullet.rewritten}" for bullet in lines if bullet.impact and bullet.rewritten
    ]
    jobs: dict[tuple[str, str, str], list[str]] = {}
    for bullet in lines:
        jobs.setdefault((bullet.role, bullet.employer, bullet.dates), []).append(f"- {write_bullet(bullet)}")
    experience = [f"{role}, {employer}\n{dates}\n" + "\n".join(done) for (role, employer, dates), done in jobs.items()]
    blocks = [
        resume.contact,
        f"Summary\n{resume.summary}" if resume.summary else "",
        "\n".join(["Product Impact", *counted[:4]]) if counted else "",
        "Experience\n" + "\n\n".join(experience) if experience else "",
        f"Education\n{resume.education}" if resume.education else "",
        f"Skills\n{resume.skills}" if resume.skills else "",
    ]
    return "\n\n".join(block for block in blocks if block)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", '"', "”")) else f"{text}."


def _join(texts: Iterable[str]) -> str:
    return " ".join(text for text in texts if text)
