"""What is handed to a reader, as it will lie before them: press releases, letters, the resume."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from prepkit.blocks import (
    Blank,
    Block,
    Download,
    Fold,
    Group,
    Heading,
    Paragraph,
    Table,
    Verbatim,
)
from prepkit.content.library import find
from prepkit.content.shapes.writing import Limit
from prepkit.models import PRFAQ, Bullet, FAQEntry, Letter, Resume
from prepkit.models.sections import told_sections
from prepkit.review.documents import write_letter, write_resume
from prepkit.review.lengths import count_seconds, measure_letter
from prepkit.review.parsing import parse_resume

_DRAFTS = 20  # drafts that are shown; a candidate has three
_LINES = 200  # lines of a resume that are shown; a resume holds twenty
_SAVE = "Save it as a page to print"


def read_releases(prfaqs: Iterable[PRFAQ]) -> list[Block]:
    """Return PRFAQs as printed pages, what is still blank in square brackets; the first is unfolded."""
    drafts = list(prfaqs)
    if not drafts:
        return [Paragraph("No PRFAQ yet. Write one in the form above.")]
    first, *others = drafts[:_DRAFTS]
    rest = len(drafts) - _DRAFTS
    return [
        *_read_release(first),
        *(Fold(prfaq.label, _read_release(prfaq)) for prfaq in others),
        *([Paragraph(f"And {rest:,} more, which the form above lists.")] if rest > 0 else []),
    ]


def say_pages(prfaq: PRFAQ) -> str:
    """Say whether the release fits on one page at 11 points."""
    words, page = prfaq.release_words(), find(Limit, "release_words_cap").high
    if words <= page:
        return f"The release has {words} words and fits on one page."
    return f"The release has {words} words and runs onto page {math.ceil(words / page)}: cut {words - page:g}."


def _read_release(prfaq: PRFAQ) -> list[Block]:
    top = Group(
        [Paragraph(f"Press release, {prfaq.release_words()} words", "hint"), *_write_release(prfaq)],
        "sheet",
    )
    faqs: list[Block] = [
        Group([Paragraph(_count(title, entries), "hint"), Heading(title), *_write_faq(entries)], "sheet")
        for title, entries in (("External FAQ", prfaq.external_faq), ("Internal FAQ", prfaq.internal_faq))
        if entries
    ]
    if prfaq.appendix:
        faqs.append(Group([Heading("Appendix"), Paragraph(prfaq.appendix)], "sheet"))
    asked = len(prfaq.external_faq) + len(prfaq.internal_faq)
    return [
        Paragraph(say_pages(prfaq), "hint"),
        Download(_SAVE, "prfaq", prfaq.label, [top, *faqs]),
        top,
        *([Fold(f"Its {asked} questions", faqs)] if faqs else []),
    ]


def _write_release(prfaq: PRFAQ) -> Iterator[Block]:
    yield Heading(prfaq.label)
    fields = [field for section in told_sections(type(prfaq)) for field in section.fields if field.section]
    for field in fields:
        text = getattr(prfaq, field.name) or f"[{field.title}]"
        if field.name == "sub_heading":
            yield Paragraph(text, "lead")
        elif field.name != "heading":
            opened = f"{prfaq.dateline() or '[City and date]'}: " if field.name == "summary" else ""
            yield Paragraph(f"{opened}{text}")


def _write_faq(entries: tuple[FAQEntry, ...]) -> Iterator[Block]:
    for entry in entries:
        yield Heading(entry.question or "[Question]", 2)
        yield Paragraph(entry.answer) if entry.answer.strip() else Blank("Answer")


def _count(title: str, entries: tuple[FAQEntry, ...]) -> str:
    return f"{title}, {len(entries)} question{'' if len(entries) == 1 else 's'}"


def read_letters(letters: Iterable[Letter]) -> list[Block]:
    """Return letters as they are sent, with what a reader in a hurry gets to see, and whether the company is named."""
    written = [letter for letter in letters if not letter.is_blank()]
    if not written:
        return [Paragraph("No letter yet. Write one in the form above.")]
    return [block for letter in written for block in _read_letter(letter)]


def describe_reading(letter: Letter) -> str:
    """Say how long a letter takes to read, and which move its reader is at when the guide's 45 seconds are over."""
    given = int(find(Limit, "letter_seconds").high)
    total = count_seconds(letter.words())
    if total <= given:
        return f"A silent reader needs {total} seconds for it. The guide expects {given} to be given."
    moves = measure_letter(letter).iloc[:-1]
    unread = moves[moves["read_by"] > given]
    at = f" in move {unread.index[0] + 1} of {len(moves)}" if not unread.empty else " at your closing line"
    return (
        f"A silent reader needs {total} seconds for it. The guide expects {given} to be given: they are over{at}. "
        "What must be read comes before."
    )


def describe_company(letter: Letter) -> str:
    """Say whether the letter names the company that it goes to, in its greeting, moves or closing."""
    name = re.split(r"[,(;–—-]", letter.company)[0].strip()
    if not name:
        return "No company is entered. A letter to nobody in particular reads like one."
    if name.casefold() in write_letter(letter).casefold():
        return f"{name} is named."
    return f"{name} is not named in the text. Name it in the greeting or the closing."


def _read_letter(letter: Letter) -> list[Block]:
    fields = [field for section in told_sections(type(letter)) for field in section.fields]
    texts = [Paragraph(getattr(letter, field.name) or f"[{field.title}]") for field in fields]
    sheet = Group([Paragraph(f"{letter.label}, {letter.words()} words", "hint"), *texts], "sheet")
    notes = [Paragraph(said, "hint") for said in (describe_reading(letter), describe_company(letter))]
    return [*notes, sheet, Download(_SAVE, "letter", letter.label, [sheet])]


def read_parsed_resume(resumes: Iterable[Resume], bullets: Iterable[Bullet]) -> list[Block]:
    """Return a resume as a parser reads it: fields that it recognizes, what it loses, and the plain text to copy.

    Args:
        resumes: The frames; the first that holds anything is shown.
        bullets: The lines, as they read now.
    """
    lines = list(bullets)
    text = write_resume(next((one for one in resumes if not one.is_blank()), Resume(id="blank")), lines[:_LINES])
    if not text:
        return [Paragraph("No resume yet. Fill in the frame and a line above.")]
    parsed = parse_resume(text)
    lost: Block = Paragraph("Nothing in this text is known to get lost.")
    more = f"The first {_LINES} lines are shown; {len(lines) - _LINES:,} more are left out here."
    return [
        *(Heading("What it recognizes"), Table(parsed.fields)),
        *(Heading("What gets lost"), Table(parsed.losses) if len(parsed.losses) else lost),
        *(Heading("What arrives"), Verbatim(parsed.text, "Your resume as plain text")),
        *([Paragraph(more)] if len(lines) > _LINES else []),
    ]
