"""Before and after: how a text was first written and how it reads now, with what a review says of both."""

from __future__ import annotations

import datetime as dt
import html
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from prepkit.models import Bullet, Record
from prepkit.review.documents import write
from prepkit.review.findings import Review
from prepkit.review.reviewer import review

_SITTING = dt.timedelta(minutes=30)  # a longer pause between two saves ends a sitting
_BEGUN = 12  # words from which a text has begun
_LINE = "Line"  # the one text of a resume line
_SHOWN = 4_000  # characters of a text that are shown
_DTYPES = {
    "title": "str",
    "before": "str",
    "after": "str",
    "findings_before": "int64",
    "findings_after": "int64",
    "framing_before": "str",
    "framing_after": "str",
}
_NOTHING = "Nothing to compare yet. Each change is kept: come back here when you have rewritten something."


_LEFT = "text-align: left; vertical-align: top; white-space: normal;"


class HistoryCollection(Protocol):
    """What is needed of a collection: its records, and the revisions of each with the moment it was saved."""

    def all(self) -> Any:
        """Return every record."""

    def history(self, record_id: str) -> Any:
        """Return the revisions of a record, the oldest first."""


@dataclass(frozen=True)
class _Pair:
    title: str
    before: Review
    after: Review
    fields: tuple[tuple[str, str, str], ...]  # title, before, after of what changed


class BeforeAfter:
    """Shows first and current versions side by side in a notebook, with the number of findings and the framing of each.

    A resume line is compared with the original. Everything else is compared with how it stood at the end of the first
    sitting, or, if there was but one, with the first revision that had a dozen words. What never changed is left out.

    Args:
        collection: Such as `prep.stories` or `prep.bullets`.
        today: The day from which a PRFAQ's launch must lie ahead.
    """

    def __init__(self, collection: HistoryCollection, *, today: dt.date | None = None) -> None:
        records = list(collection.all())
        found = (_compare(record, _find_first(record, collection), today) for record in records)
        self._pairs = [pair for pair in found if pair is not None]

    def frame(self) -> pd.DataFrame:
        """Return the comparison as a table.

        Returns:
            Columns title, before, after (str), findings_before, findings_after (int64: errors and warnings),
            framing_before, framing_after (str: product, mixed or technical), one row a record that has changed.
        """
        rows = [
            (
                pair.title,
                pair.before.text,
                pair.after.text,
                _count(pair.before),
                _count(pair.after),
                pair.before.facts.framing,
                pair.after.facts.framing,
            )
            for pair in self._pairs
        ]
        return pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)

    def __repr__(self) -> str:
        lines = []
        for pair in self._pairs:
            lines += [pair.title, f"  before: {_say(pair.before)}", f"  after: {_say(pair.after)}"]
            lines += [f"  {title}: {_cut(before)} -> {_cut(after)}" for title, before, after in pair.fields]
        return "\n".join(lines) or _NOTHING

    def _repr_html_(self) -> str:
        if not self._pairs:
            return f"<p>{_NOTHING}</p>"
        lines = [pair for pair in self._pairs if len(pair.fields) == 1 and pair.fields[0][0] == _LINE]
        return _show_lines(lines) + "".join(_show(pair) for pair in self._pairs if pair not in lines)


def _find_first(record: Record, collection: HistoryCollection) -> Record | None:
    if isinstance(record, Bullet):
        return record.replace(rewritten=record.original) if record.original.strip() else None
    kept = [one for one in collection.history(record.id) if one.record is not None]
    ends = [one.record for one, after in itertools.pairwise(kept) if after.saved_at - one.saved_at > _SITTING]
    begun = [one.record for one in kept if len(write(one.record)[0].split()) >= _BEGUN]
    return next(iter([*ends[:1], *begun]), None)


def _compare(record: Record, first: Record | None, today: dt.date | None) -> _Pair | None:
    if first is None or first == record or (isinstance(record, Bullet) and not record.rewritten.strip()):
        return None
    before, after = _write_out(first), _write_out(record)
    fields = tuple((title, before[title], after[title]) for title in before if before[title] != after[title])
    pair = _Pair(record.label, review(first, today=today), review(record, today=today), fields)
    return pair if fields else None


def _write_out(record: Record) -> dict[str, str]:
    """Return each text of a record by its title."""
    if isinstance(record, Bullet):
        return {_LINE: record.rewritten}
    texts = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if isinstance(value, str) and name not in ("id", "story_id"):
            texts[str(field.title)] = value
        elif hasattr(value, "describe"):
            texts[str(field.title)] = value.describe()
        elif isinstance(value, tuple) and value and hasattr(value[0], "answer"):
            texts[str(field.title)] = "\n".join(f"{one.question} {one.answer}" for one in value)
        elif isinstance(value, tuple):
            texts[str(field.title)] = ""
    return texts


def _count(found: Review) -> int:
    return found.count("error") + found.count("warning")


def _say(found: Review) -> str:
    number = _count(found)
    return f"{number} finding{'' if number == 1 else 's'}, reads as {found.facts.framing}, {found.facts.words} words"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} ... ({len(text) - _SHOWN:,} more characters)"


def _show_lines(pairs: list[_Pair]) -> str:
    """Show resume lines in one table, each with its review below it."""
    if not pairs:
        return ""
    cell = f'style="{_LEFT} width: 50%;"'
    body = "".join(
        f"<tr>{''.join(f'<td {cell}>{_mark_up(text)}<br><em>{_say(found)}</em></td>' for text, found in sides)}</tr>"
        for pair in pairs
        for sides in [((pair.fields[0][1], pair.before), (pair.fields[0][2], pair.after))]
    )
    head = f'<tr><th scope="col" {cell}>Before</th><th scope="col" {cell}>Now</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _show(pair: _Pair) -> str:
    cell, side = f'style="{_LEFT} width: 42%;"', f'style="{_LEFT}"'
    rows: Iterable[tuple[str, str, str]] = (
        ("Review", f"<strong>{_say(pair.before)}</strong>", f"<strong>{_say(pair.after)}</strong>"),
        *((html.escape(title), _mark_up(before), _mark_up(after)) for title, before, after in pair.fields),
    )
    body = "".join(
        f'<tr><th scope="row" {side}>{title}</th><td {cell}>{before}</td><td {cell}>{after}</td></tr>'
        for title, before, after in rows
    )
    head = f'<tr><td {side}></td><th scope="col" {side}>Before</th><th scope="col" {side}>Now</th></tr>'
    return f"<h3>{html.escape(pair.title)}</h3><table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _mark_up(text: str) -> str:
    return html.escape(_cut(text)).replace("\n", "<br>") or "<em>blank</em>"
