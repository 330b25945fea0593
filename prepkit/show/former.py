"""Names of an earlier release that notebooks of their owners may still call: each shows what took its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from prepkit.blocks import Document, Item, Paragraph
from prepkit.blocks import Table as TableBlock
from prepkit.models import PRFAQ, Bullet, Letter, Resume, Story
from prepkit.show.measures import read_impact, read_lengths
from prepkit.show.papers import read_day_cards, read_letters, read_parsed_resume, read_releases


def Table(frame: pd.DataFrame, *columns: str) -> Document:  # noqa: N802 # it was a class
    """Show a DataFrame, or some of its columns."""
    return Document(TableBlock(frame[list(columns)] if columns else frame))


def Note(text: object) -> Document:  # noqa: N802
    """Show a text as sentences that wrap; a line that starts with a dash is an item of a list."""
    lines = [line for line in str(text).splitlines() if line.strip()]
    return Document(*(Item(line[2:]) if line.startswith("- ") else Paragraph(line) for line in lines))


def Release(prfaqs: Iterable[PRFAQ]) -> Document:  # noqa: N802
    """Show PRFAQs as printed pages."""
    return Document(*read_releases(prfaqs))


def LetterPage(letters: Iterable[Letter]) -> Document:  # noqa: N802
    """Show letters as they are sent."""
    return Document(*read_letters(letters))


def ParserView(resumes: Iterable[Resume], bullets: Iterable[Bullet]) -> Document:  # noqa: N802
    """Show a resume as a parser reads it."""
    return Document(*read_parsed_resume(resumes, bullets))


def DayCards(assignment: pd.DataFrame, stories: Iterable[Story]) -> Document:  # noqa: N802
    """Show a card for each interviewer."""
    return Document(*read_day_cards(assignment, stories))


def Meters(frame: pd.DataFrame) -> Document:  # noqa: N802
    """Show a table of lengths as bars."""
    return Document(*read_lengths(frame))


def ProductImpact(frame: Any) -> Document:  # noqa: N802
    """Show outcomes by kind."""
    return Document(*read_impact(frame))
