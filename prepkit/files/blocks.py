"""What a person wrote as a run of titled blocks, from which every kind of document is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from prepkit.models import PRFAQ, Bullet, FAQEntry, Letter, Resume, Story
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.models.resume import LETTER_MOVES
from prepkit.review.documents import write_resume, write_story
from prepkit.text import skip_mark

Kind = Literal["title", "subtitle", "heading", "question", "item", "text"]
_HEADINGS = ("Summary", "Product Impact", "Experience", "Education", "Skills")


class Block(NamedTuple):
    """A piece of a document: what it is, and its text."""

    kind: Kind
    text: str


def lay_out_resume(resume: Resume, bullets: Iterable[Bullet]) -> list[Block]:
    """Return a resume in one column with standard headings, as recruiters and parsers expect it."""
    blocks: list[Block] = []
    for line in write_resume(resume, bullets).splitlines():
        start = skip_mark(line)
        if not line.strip():
            continue
        if not blocks and line == resume.contact:
            blocks.append(Block("title", line))
        elif line in _HEADINGS:
            blocks.append(Block("heading", line))
        else:
            blocks.append(Block("item", line[start:]) if start else Block("text", line))
    return blocks


def lay_out_letter(letter: Letter) -> list[Block]:
    """Return a letter as it is sent."""
    parts = (letter.greeting, *(getattr(letter, move) for move in LETTER_MOVES), letter.closing)
    return [block for part in parts for block in _paragraphs(part)]


def lay_out_prfaq(prfaq: PRFAQ) -> list[Block]:
    """Return a PRFAQ as it circulates: release, then both FAQs, then the appendix."""
    blocks = [Block("title", prfaq.label)]
    if prfaq.sub_heading:
        blocks.append(Block("subtitle", prfaq.sub_heading))
    for name in RELEASE_SECTIONS[2:]:
        text = getattr(prfaq, name)
        if name == "summary" and prfaq.dateline():
            text = f"{prfaq.dateline()} — {text}"
        blocks += _paragraphs(text)
    blocks += _lay_out_faq("External FAQ", prfaq.external_faq)
    blocks += _lay_out_faq("Internal FAQ", prfaq.internal_faq)
    return [*blocks, *([Block("heading", "Appendix")] if prfaq.appendix else []), *_paragraphs(prfaq.appendix)]


def lay_out_story(story: Story) -> list[Block]:
    """Return a story under the headings of the reworked STAR."""
    blocks = [Block("title", story.label)]
    for section in write_story(story).split("\n\n"):
        heading, _, text = section.partition("\n")
        if heading and text:
            blocks += [Block("heading", heading), *_paragraphs(text)]
    return blocks


def _lay_out_faq(title: str, entries: tuple[FAQEntry, ...]) -> Iterator[Block]:
    asked = [entry for entry in entries if entry.question]
    if asked:
        yield Block("heading", title)
    for entry in asked:
        yield Block("question", entry.question)
        yield from _paragraphs(entry.answer)


def _paragraphs(text: str) -> list[Block]:
    return [Block("text", " ".join(part.split())) for part in text.split("\n\n") if part.strip()]
