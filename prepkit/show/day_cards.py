"""The cards for the day of the interviews, on screen and as a page to print."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Iterator

import pandas as pd

from prepkit.models import Story
from prepkit.stories.day_cards import DayCard, Turn, deal_cards

_NOBODY = "Nobody on your panel asks for a principle yet. Fill in the panel above, then run this cell again."
_EMPTY = "You have no story to put on a card yet. Write one in the form above, then run the cells from there again."
_NO_NUMBERS = "No number yet: complete the customer impact metric."
_CARDS = """
.pk-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); gap: 16px;
  max-width: 940px; font: 14px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
.pk-card { box-sizing: border-box; padding: 16px 18px 8px; background: #fff; color: #1b1b1b; border: 1px solid #b5b5b5;
  border-radius: 6px; break-inside: avoid; }
.pk-card h3 { margin: 0 0 10px; padding-bottom: 8px; border-bottom: 2px solid #0f5c96; color: #111; font: 700 17px/1.3
  system-ui, sans-serif; }
.pk-card h4 { margin: 0; color: #0f4a78; font: 600 13px/1.4 system-ui, sans-serif; }
.pk-card h5 { margin: 0 0 4px; color: #111; font: 700 15px/1.35 system-ui, sans-serif; }
.pk-card p, .pk-card ul { margin: 0 0 6px; color: #1b1b1b; }
.pk-card ul { padding-left: 18px; }
.pk-card li { margin: 0 0 3px; color: #1b1b1b; }
.pk-card .pk-numbers { font-weight: 600; }
.pk-card .pk-small { font-size: 13px; color: #4a4a4a; }
.pk-card .pk-note { padding-left: 8px; border-left: 3px solid #b45309; color: #7a3d00; font-weight: 600; }
.pk-card section { margin: 0 0 14px; }
"""
_IN_PRINT = """
@page { margin: 12mm; }
@media print { .pk-cards { display: block; max-width: none; } .pk-card { margin: 0 0 8mm; }
  .pk-save { display: none; } }
"""
_ON_SCREEN = """
.pk-save { max-width: 940px; margin: 0 0 12px; font-size: 13px; color: var(--jp-content-font-color1, #212121); }
.pk-save a { color: var(--jp-content-link-color, #0b5cad); text-decoration: underline; }
"""


class DayCards:
    """Shows a card for each interviewer: principles, story, headline, numbers, likely follow-ups, and a spare.

    Args:
        assignment: The table of `assign_stories`.
        stories: The stories as they are now.
    """

    def __init__(self, assignment: pd.DataFrame, stories: Iterable[Story]) -> None:
        self.cards = deal_cards(assignment, stories)

    def __repr__(self) -> str:
        return self._refuse() or "\n\n".join("\n".join(_say(card)) for card in self.cards)

    def _repr_html_(self) -> str:
        refusal = self._refuse()
        if refusal:
            return f"<p>{refusal}</p>"
        data = base64.b64encode(self.to_html().encode("utf-8", "replace")).decode("ascii")
        link = f'<a download="day-cards.html" href="data:text/html;charset=utf-8;base64,{data}">Save them to print</a>'
        style = f"<style>{_CARDS}{_IN_PRINT}{_ON_SCREEN}</style>"
        return f'{style}<p class="pk-save">{link}: one page of HTML that loads nothing.</p>{self._render()}'

    def to_html(self) -> str:
        """Return the cards as one page of HTML that loads nothing, ready to be printed."""
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Day cards</title>'
            f"<style>body {{ margin: 24px; }}{_CARDS}{_IN_PRINT}</style></head><body><main><h1>Day cards</h1>"
            f"{self._render() or f'<p>{self._refuse()}</p>'}</main></body></html>"
        )

    def _refuse(self) -> str:
        if not self.cards:
            return _NOBODY
        return "" if any(turn.title for card in self.cards for turn in card.turns) else _EMPTY

    def _render(self) -> str:
        return f'<div class="pk-cards">{"".join(_render(card) for card in self.cards)}</div>' if self.cards else ""


def _render(card: DayCard) -> str:
    turns = "".join(_render_turn(turn) for turn in card.turns)
    return f'<article class="pk-card"><h3>{card.seat}. {html.escape(card.interviewer)}</h3>{turns}</article>'


def _render_turn(turn: Turn) -> str:
    parts = [f"<h4>{html.escape(turn.principle)}</h4>"]
    if turn.title:
        parts.append(f"<h5>{html.escape(turn.title)}</h5>")
    if turn.headline:
        parts.append(f"<p>{html.escape(turn.headline)}</p>")
    if turn.title and turn.follow_ups:
        parts.append(f'<p class="pk-numbers">{html.escape(turn.numbers or _NO_NUMBERS)}</p>')
    if turn.basis:
        parts.append(f'<p class="pk-small">{html.escape(turn.basis)}</p>')
    if turn.note:
        parts.append(f'<p class="pk-note">{html.escape(turn.note)}</p>')
    if turn.follow_ups:
        asked = "".join(f"<li>{html.escape(question)}</li>" for question in turn.follow_ups)
        parts.append(f'<p class="pk-small">They may ask:</p><ul class="pk-small">{asked}</ul>')
    if turn.title or turn.spare:
        parts.append(f'<p class="pk-small">{html.escape(_say_spare(turn))}</p>')
    return f"<section>{''.join(parts)}</section>"


def _say(card: DayCard) -> Iterator[str]:
    yield f"{card.seat}. {card.interviewer}"
    for turn in card.turns:
        yield f"  {turn.principle}: {turn.title or turn.note}"
        if turn.headline:
            yield f"    {turn.headline}"
        if turn.title and turn.follow_ups:
            yield f"    {turn.numbers or _NO_NUMBERS}"
        if turn.basis:
            yield f"    {turn.basis}"
        if turn.note and turn.title:
            yield f"    {turn.note}"
        yield from (f"    They may ask: {question}" for question in turn.follow_ups)
        if turn.title or turn.spare:
            yield f"    {_say_spare(turn)}"


def _say_spare(turn: Turn) -> str:
    return f"Spare: {turn.spare}" if turn.spare else "No spare story."
