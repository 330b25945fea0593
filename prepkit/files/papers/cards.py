"""Stories as cards for Anki: a table with its directives, and a package. A card is known again by its story's id."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import html
import io
from collections.abc import Iterable

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.files.papers.word import settle
from prepkit.files.tables import guard_formula
from prepkit.models import Story

_DECK, _MODEL = 1_780_300_001, 1_780_300_002  # numbers by which Anki knows them again
_NAME = "prepkit: stories"
_DIRECTIVES = ("#separator:Comma", "#html:false", "#notetype:Basic", "#tags column:3", "#guid column:4")


def make_cards(stories: Iterable[Story]) -> pd.DataFrame:
    """Turn stories into cards to learn by.

    Returns:
        Columns front (str: title and principle), back (str: need, decision, result in three lines), tags (str), guid
        (str: what Anki knows the note by, the same after a story was renamed).
    """
    names = {one.id: one.name for one in load(Principle)}
    rows = []
    for story in stories:
        main = next((names.get(one, one) for one in story.principles), "")
        parts = (story.customer_need, story.product_decision, story.customer_impact_metric.describe())
        front = f"{story.label} ({main})" if main else story.label
        guid = hashlib.sha256(f"prepkit {story.id}".encode("utf-8", "replace")).hexdigest()[:16]
        rows.append((front, "\n".join(part for part in parts if part), " ".join(story.principles), guid))
    return pd.DataFrame(rows, columns=["front", "back", "tags", "guid"]).astype("str")


def format_cards(cards: pd.DataFrame) -> str:
    """Return cards as CSV that Anki imports without a question; a text that would run as a formula is guarded."""
    text = io.StringIO()
    text.writelines(f"{directive}\n" for directive in _DIRECTIVES)
    # Quoted throughout: a row that begins with "#" would be a directive.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([guard_formula(cell) for cell in row] for row in cards.itertuples(index=False))
    return text.getvalue()


def pack_cards(cards: pd.DataFrame, saved: dt.datetime) -> bytes:
    """Return cards as a package that Anki opens; the same bytes for the same cards.

    Args:
        cards: What `make_cards` returned.
        saved: When a story was last saved; Anki takes a text for newer than its own by this.
    """
    import genanki

    look = {"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}
    model = genanki.Model(_MODEL, _NAME, fields=[{"name": "Front"}, {"name": "Back"}], templates=[look])
    deck = genanki.Deck(_DECK, _NAME)
    for card in cards.to_dict("records"):
        sides = [html.escape(card[side]).replace("\n", "<br>") for side in ("front", "back")]
        deck.add_note(genanki.Note(model=model, fields=sides, tags=card["tags"].split(), guid=card["guid"]))
    raw = io.BytesIO()
    genanki.Package(deck).write_to_file(raw, timestamp=saved.timestamp())
    return settle(raw.getvalue())
