"""The sheet that is left of a mock interview: to read in a notebook, and to print."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.models import Mock, Story
from prepkit.practice.agreement import compare_raters
from prepkit.practice.scores import WEAK, average_raters, judge_mock, list_dimensions, read_scores
from prepkit.widgets.choices import name_record
from prepkit.widgets.session import say_spoken

_STYLE = """body { font: 11pt/1.45 Georgia, serif; max-width: 17cm; margin: 1.5cm auto; color: #111; background: #fff; }
h1 { font-size: 18pt; margin: 0 0 4pt; } h2 { font-size: 13pt; margin: 16pt 0 4pt; }
li { margin: 2pt 0; } @page { size: auto; margin: 1.5cm; } @media print { body { margin: 0; } }"""


class Debrief:
    """Shows what is left of a mock interview: verdict, scores of both raters, votes, follow-ups, what to drill.

    Args:
        mock: The mock interview.
        stories: The stories, so that the one that was told is named.
    """

    def __init__(self, mock: Mock, stories: Iterable[Story] = ()) -> None:
        self.mock = mock
        self._story = next((name_record(story) for story in stories if story.id == mock.story_id), "")
        self._mine, self._theirs = read_scores(mock.scores), read_scores(mock.partner_scores)

    def page(self) -> str:
        """Return the sheet as a page of its own, to save and to print; it needs nothing else."""
        title = html.escape(self._title())
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{self._body('h2')}</body></html>"
        )

    def __repr__(self) -> str:
        lines = [self._title(), *self._facts()]
        for heading, items in self._lists():
            lines += ["", heading, *(f"- {item}" for item in items)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"<section><h3>{html.escape(self._title())}</h3>{self._body('h4')}</section>"

    def _title(self) -> str:
        partner = f" with {self.mock.partner}" if self.mock.partner.strip() else ""
        return f"Debrief: {self.mock.label}{partner}"

    def _body(self, tag: str) -> str:
        blocks = ["".join(f"<p>{html.escape(fact)}</p>" for fact in self._facts())]
        for heading, items in self._lists():
            listed = "".join(f"<li>{html.escape(item)}</li>" for item in items)
            blocks.append(f"<{tag}>{html.escape(heading)}</{tag}><ul>{listed}</ul>")
        return "".join(blocks)

    def _facts(self) -> Iterator[str]:
        judged = judge_mock(self.mock)
        yield f"{judged.name}: {judged.reason}." if judged else "Not scored yet."
        if self.mock.question.strip():
            yield f"Asked: {self.mock.question}"
        if self._story:
            yield f"Story: {self._story}"
        yield say_spoken(self.mock.minutes, self.mock.mock_kind)
        if judged:
            yield compare_raters(self._mine, self._theirs).words

    def _lists(self) -> Iterator[tuple[str, list[str]]]:
        names = {each.id: each.name for each in load(Principle)}
        sections = [
            ("Scores", list(self._say_scores())),
            (
                "Votes",
                [f"{names.get(one.principle, one.principle)}: {one.vote or 'no vote'}" for one in self.mock.votes],
            ),
            ("Integrity", [self.mock.integrity_problem] if self.mock.integrity_problem.strip() else []),
            ("Follow-ups", [f"{one.question} {one.answer or '[no answer noted]'}" for one in self.mock.follow_ups]),
            ("What to change", [self.mock.feedback] if self.mock.feedback.strip() else []),
            ("What to drill", list(self._say_drills())),
        ]
        yield from ((heading, items) for heading, items in sections if items)

    def _say_scores(self) -> Iterator[str]:
        for each in list_dimensions(self.mock.mock_kind):
            given = [("you", self._mine.get(each.id)), ("partner", self._theirs.get(each.id))]
            said = ", ".join(f"{who} {score}" for who, score in given if score is not None)
            if said:
                yield f"{each.name}: {said}"

    def _say_drills(self) -> Iterator[str]:
        means = average_raters(self.mock)
        for each in list_dimensions(self.mock.mock_kind):
            if means.get(each.id, WEAK + 1) <= WEAK:
                yield f"{each.name}. What a 5 looks like: {each.five}"
