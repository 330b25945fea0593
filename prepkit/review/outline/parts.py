"""What an outline is made of."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prepkit.text import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its id, where its heading stands (empty if it has none), and its body (empty if it is blank)."""

    id: str
    heading: Span
    body: Span

    @property
    def start(self) -> int:
        """Where the section begins, heading included."""
        return self.heading.start if self.heading.end > self.heading.start else self.body.start

    @property
    def end(self) -> int:
        """Where the section ends."""
        return max(self.heading.end, self.body.end)

    @property
    def blank(self) -> bool:
        """Is there nothing under the heading?"""
        return self.body.end <= self.body.start


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a FAQ with its answer (empty if it is not answered)."""

    audience: str
    question: Span
    answer: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections and questions of a document, in reading order."""

    sections: tuple[Part, ...]
    questions: tuple[Question, ...]

    def find(self, section: str) -> Part | None:
        """Return the section with this id, None if the document has none."""
        return next((part for part in self.sections if part.id == section), None)

    def asked(self, audience: str | None = None) -> tuple[Question, ...]:
        """Return the questions for an audience, external or internal, or all."""
        return tuple(question for question in self.questions if audience in (None, question.audience))


def within(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of some sorted spans that begin within a span."""
    return spans[bisect.bisect_left(spans, Span(span.start, -1)) : bisect.bisect_left(spans, Span(span.end, -1))]


def keep_first(parts: Iterable[Part]) -> list[Part]:
    """Keep the first section of each id that is not blank; a blank one only if there is no other."""
    kept: dict[str, Part] = {}
    for part in parts:
        if part.id not in kept or (kept[part.id].blank and not part.blank):
            kept[part.id] = part
    return sorted(kept.values(), key=lambda part: part.start)
