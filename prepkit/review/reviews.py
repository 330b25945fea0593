"""Several records reviewed at once, and each as it was first written beside how it reads now."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Heading, Item, Paragraph, Readable, Table
from prepkit.models import Bullet, Record
from prepkit.models.form_field import read_fields
from prepkit.models.listing import make_table
from prepkit.models.sections import say_value
from prepkit.review.documents import write
from prepkit.review.findings import Review
from prepkit.review.reviewer import review

_SITTING = dt.timedelta(minutes=30)  # a longer pause between two saves ends a sitting
_BEGUN = 12  # words from which a text has begun
_LINE = "Line"  # the one text of a resume line
_SHOWN = 4_000  # characters of a text that are shown
_DTYPES = (
    "title str, before str, after str, findings_before int64, findings_after int64, framing_before str, "
    "framing_after str"
)


class Reviews(Readable):
    """The reviews of some records: those with errors or warnings with their text, the others in a few lines.

    Args:
        records: Stories, PRFAQs, resume lines or letters; a resume line is reviewed as it reads now.
        today: The day from which a PRFAQ's launch must lie ahead.
        acknowledged: Findings to set apart, as `Workspace.acknowledged` gives them.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        today: dt.date | None = None,
        acknowledged: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        self.reviews: list[tuple[str, Review]] = [
            (record.label, review(record, today=today, acknowledged=acknowledged))
            for record in records
            if not record.is_blank()
        ]

    def read(self) -> Sequence[Block]:
        """Return each review below the name of its record."""
        if not self.reviews:
            return [Paragraph("Nothing to review yet. Write something in the form above.")]
        return [block for label, found in self.reviews for block in (Heading(label), *_read_briefly(found))]

    def __repr__(self) -> str:
        if not self.reviews:
            return super().__repr__()
        return "\n\n".join(f"{label}\n{found.to_text()}" for label, found in self.reviews)


def _read_briefly(found: Review) -> Iterator[Block]:
    if found.count("error") or found.count("warning"):
        yield from found.read()
        return
    yield Paragraph(found.summary())
    yield from (Item(f"{one.code}: {one.message}") for one in found.findings)


History = Callable[[str], Sequence[Any]]  # revisions by the id of a record, each with `record` and `saved_at`


@dataclass(frozen=True)
class _Pair:
    title: str
    before: Review
    after: Review
    fields: tuple[tuple[str, str, str], ...]  # title, before, after of what changed


class BeforeAfter(Readable):
    """First and current versions side by side, with the number of findings and the framing of each.

    A resume line is compared with the original. Everything else is compared with how it stood at the end of the first
    sitting, or, if there was but one, with the first revision that had a dozen words. What never changed is left out.

    Args:
        records: Such as `prep.stories.all()`.
        history: Returns the revisions of the record of an id, the oldest first, as `prep.stories.history` does.
        today: The day from which a PRFAQ's launch must lie ahead.
    """

    def __init__(self, records: Iterable[Record], history: History, *, today: dt.date | None = None) -> None:
        found = (_compare(record, _find_first(record, history), today) for record in records)
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
        return make_table(_DTYPES, rows)

    def read(self) -> Sequence[Block]:
        """Return resume lines in one table, and every other record in a table of its own."""
        if not self._pairs:
            return [
                Paragraph("Nothing to compare yet. Each change is kept, and shown here once you have rewritten it.")
            ]
        lines = [pair for pair in self._pairs if pair.fields[0][0] == _LINE]
        sides = [
            {"Before": f"{before}\n({_say(pair.before)})", "Now": f"{after}\n({_say(pair.after)})"}
            for pair in lines
            for _, before, after in pair.fields
        ]
        blocks: list[Block] = [Table(pd.DataFrame(sides))] if sides else []
        for pair in self._pairs:
            if pair not in lines:
                rows = [("Review", _say(pair.before), _say(pair.after)), *pair.fields]
                blocks += [Heading(pair.title), Table(pd.DataFrame(rows, columns=["What", "Before", "Now"]))]
        return blocks


def _find_first(record: Record, history: History) -> Record | None:
    if isinstance(record, Bullet):
        return record.replace(rewritten=record.original) if record.original.strip() else None
    kept = [one for one in history(record.id) if one.record is not None]
    ends = [one.record for one, after in itertools.pairwise(kept) if after.saved_at - one.saved_at > _SITTING]
    begun = [one.record for one in kept if len(write(one.record)[0].split()) >= _BEGUN]
    return next(iter([*ends[:1], *begun]), None)


def _compare(record: Record, first: Record | None, today: dt.date | None) -> _Pair | None:
    if first is None or first == record or (isinstance(record, Bullet) and not record.rewritten.strip()):
        return None
    before, after = _write_out(first), _write_out(record)
    fields = tuple(
        (title, _cut(before[title]), _cut(after[title])) for title in before if before[title] != after[title]
    )
    pair = _Pair(record.label, review(first, today=today), review(record, today=today), fields)
    return pair if fields else None


def _write_out(record: Record) -> dict[str, str]:
    """Return each text of a record by its title."""
    if isinstance(record, Bullet):
        return {_LINE: record.rewritten}
    kinds = ("line", "prose", "part", "rows")
    fields = [field for field in read_fields(type(record)) if field.kind in kinds and field.name != "story_id"]
    return {field.title: say_value(field, getattr(record, field.name), {}) for field in fields}


def _count(found: Review) -> int:
    return found.count("error") + found.count("warning")


def _say(found: Review) -> str:
    number = _count(found)
    return f"{number} finding{'' if number == 1 else 's'}, reads as {found.facts.framing}, {found.facts.words} words"


def _cut(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} ... ({len(text) - _SHOWN:,} more characters)"
    return shown or "(blank)"
