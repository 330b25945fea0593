"""One leadership principle at a time: what it asks for, and what your stories show of it (G7, G8)."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Principle, TierWeight
from prepkit.models import Story
from prepkit.practice.evidence import check_principle
from prepkit.practice.strength import name_strength, rate_story
from prepkit.widgets.chooser import Chooser
from prepkit.widgets.contract import Collection

_NOTHING = "No story of yours is tagged with it yet. Find one by its questions, below, and tick it in the form."
_SHOWN = 6  # stories of a principle, the strongest; a loop asks for two


class PrincipleGuide(Chooser):
    """Shows a principle: meaning, signals with where your stories show them, questions, pitfall, and the way out.

    Args:
        stories: Where the stories are kept, such as `prep.stories`.
    """

    def __init__(self, stories: Collection[Story]) -> None:
        self._stories = stories
        super().__init__("Principle")

    def list_names(self) -> Mapping[str, str]:
        """Return the principles, those that are asked most first."""
        entries = sorted(load(Principle), key=lambda entry: entry.tier)
        return {entry.id: f"{entry.name} ({find(TierWeight, entry.tier).name})" for entry in entries}

    def render_panel(self, key: str) -> str:
        """Return the principle as HTML."""
        entry = find(Principle, key)
        told, left = self._pick(entry.id)
        questions = "".join(f"<li>{html.escape(question)}</li>" for question in entry.questions)
        return (
            f"<h3>{html.escape(entry.name)}</h3><p>{html.escape(entry.meaning)}</p>"
            f"<h4>What shows it, and where your stories do</h4><p>{html.escape(_say_stories(told, left))}</p>"
            f"{_render_signals(entry, [story for _, story in told])}"
            f"<h4>How it is asked</h4><ul>{questions}</ul>"
            f'<div class="pk-pair"><div><h4>Where data scientists fall in</h4><p>{html.escape(entry.pitfall)}</p></div>'
            f"<div><h4>The way out</h4><p>{html.escape(entry.reframe)}</p></div></div>"
        )

    def render_text(self) -> str:
        """Return the facts of the panel as plain text."""
        entry = find(Principle, self.chosen)
        told, left = self._pick(entry.id)
        lines = [entry.name, entry.meaning, _say_stories(told, left)]
        for row in _read_checks(entry, [story for _, story in told]):
            lines.append(f"{row['signal']}. {row['title']}: {_say_check(row)}")
        lines += ["Asked as:", *(f"- {question}" for question in entry.questions)]
        return "\n".join([*lines, f"Pitfall: {entry.pitfall}", f"Way out: {entry.reframe}"])

    def _pick(self, principle: str) -> tuple[list[tuple[int, Story]], int]:
        """Return the strongest stories of a principle with their strength, and how many others there are."""
        place = [entry.id for entry in load(Principle)].index(principle)
        tagged = [story for story in self._stories.all() if principle in story.principles]
        rated = sorted(((rate_story(story)[place].strength, story) for story in tagged), key=lambda pair: -pair[0])
        return rated[:_SHOWN], max(len(rated) - _SHOWN, 0)


def _say_stories(told: list[tuple[int, Story]], left: int) -> str:
    if not told:
        return _NOTHING
    number = len(told) + left
    counts = Counter(name_strength(strength) for strength, _ in told)
    strengths = ", ".join(f"{counts[name]} {name}" for name in map(name_strength, (3, 2, 1)) if counts[name])
    tagged = "1 story of yours is tagged with it" if number == 1 else f"{number:,} stories of yours are tagged with it"
    return f"{tagged}; shown are the {len(told)} strongest." if left else f"{tagged}: {strengths}."


def _read_checks(entry: Principle, stories: list[Story]) -> list[dict[Any, Any]]:
    rows: list[dict[Any, Any]] = check_principle(entry.id, stories).to_dict("records")
    return sorted(rows, key=lambda row: row["signal"])


def _render_signals(entry: Principle, stories: list[Story]) -> str:
    checks = _read_checks(entry, stories)
    rows = []
    for number, signal in enumerate(entry.signals, start=1):
        found = "".join(_render_check(row) for row in checks if row["signal"] == number)
        cell = found or '<span class="pk-soft">No story yet</span>'
        rows.append(f'<tr><th scope="row">{html.escape(signal)}</th><td>{cell}</td></tr>')
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _render_check(row: dict[Any, Any]) -> str:
    kind, word = ("pk-shown", "✓ Shown") if row["shown"] else ("pk-open", "○ Open")
    title = html.escape(row["title"])
    return f'<div><span class="pk-mark {kind}">{word}</span> {title}<br>{html.escape(_say_detail(row))}</div>'


def _say_check(row: dict[Any, Any]) -> str:
    return f"{'shown' if row['shown'] else 'open'}. {_say_detail(row)}"


def _say_detail(row: dict[Any, Any]) -> str:
    return " ".join(_list_details(row))


def _list_details(row: dict[Any, Any]) -> Iterator[str]:
    if row["shown"]:
        yield f"{row['slots'].split(', ')[0]}: “{row['quote']}”"
    else:
        yield f"Look at: {row['slots']}."
        yield str(row["ask"])
