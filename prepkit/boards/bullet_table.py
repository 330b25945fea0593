"""Resume lines as a table that is edited in place, a page at a time."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as ipw
import pandas as pd

from prepkit.blocks import Block, Finding, Paragraph, Table
from prepkit.boards.board import Board, line_up, make_button, name_newest, offer
from prepkit.content.library import find
from prepkit.content.shapes.writing import Limit
from prepkit.live.editor.judging import judge
from prepkit.metrics.impacts import say_behind
from prepkit.models import Bullet
from prepkit.models.choices import name_records, name_value
from prepkit.models.form_field import Path, read_fields
from prepkit.review.openings import Opening, replace_opener, suggest_verbs
from prepkit.show.readable_box import Panel
from prepkit.store.draft import Draft, save_edits
from prepkit.store.workspace import Workspace

PAGE = 5  # lines on a page
_COLD = 20  # lines that are shown where no kernel runs
_NOTHING = "No resume line yet. Draft one from a story above, or write one in the form below."
_MOST = 4  # findings that are shown of a line; the form shows them all
_CLEAR = "No findings. What no rule can see, a reader still can."
_KINDS = next(field.choices for field in read_fields(Bullet) if field.name == "impact")
Judge = Callable[[Bullet], Mapping[str, Any]]


class BulletTable(Board):
    """Shows resume lines a page at a time: as they were, as they read now, what a reader asks, the story behind.

    Each edit is saved within two seconds. A line without a story behind it, or whose story has been deleted, is
    flagged; a weak opener comes with verbs to choose from.
    """

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._bullets: dict[str, Bullet] = {}
        self._known: dict[str, str] = {}  # the names of all stories, by id
        self._start = 0
        self._draft = Draft(self._store, self._set_status)
        self._storing = 0  # the thread that saves what was typed here, which is shown already
        self._said = Panel()
        self._rows = [_Row(self._note) for _ in range(PAGE)]
        self._find = ipw.Text(description="Find a line", placeholder="a word of it, an employer, a story")
        self._find.observe(self._taking(lambda _wanted: self._turn(-self._start)), names="value")
        self._back = make_button("Earlier lines", lambda: self._turn(-PAGE))
        self._next = make_button("Next lines", lambda: self._turn(PAGE))
        self._count = Panel()
        self._search, self._pages = line_up(self._find), line_up(self._back, self._next, self._count, style="buttons")
        self._open(self._said, self._search, *(row.view for row in self._rows), self._pages)

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._draft.flush()

    def read(self) -> Sequence[Block]:
        """Return the first lines with their review and story."""
        self.update()
        if not self._bullets:
            return [Paragraph(_NOTHING)]
        rows = [
            (one.original, one.rewritten, _format_findings(self._judge(one)), _name_story(one, self._known))
            for one in list(self._bullets.values())[:_COLD]
        ]
        rest = len(self._bullets) - _COLD
        more: list[Block] = [Paragraph(f"And {rest:,} more lines.")] if rest > 0 else []
        return [Table(pd.DataFrame(rows, columns=["Was", "Reads now", "Review", "Story behind it"])), *more]

    def _update(self) -> None:
        stories, unsaved = self._prep.stories.all(), self._draft.unsaved
        self._known = name_records(stories)
        offered, left_out = name_newest(stories)
        self._judge: Judge = functools.partial(_judge, acknowledged=tuple(self._prep.acknowledged))
        bullets = {one.id: one for one in self._prep.bullets.all()}
        for (bullet_id, field), value in unsaved.items():  # a line that is written in stays, even if it was deleted
            line = bullets.get(bullet_id) or self._bullets[bullet_id]
            bullets[bullet_id] = line.model_copy(update={field: value})
        self._bullets = bullets
        for row in self._rows:
            row.know(offered, self._known, self._judge)
        self._said.show([Paragraph(line, "hint") for line in (left_out, "" if bullets else _NOTHING) if line])
        self._show()

    def _turn(self, step: int) -> None:
        self._start += step
        with self._quietly():
            self._show()

    def _show(self) -> None:
        low = self._find.value.strip().casefold()
        found = [
            (number, one)
            for number, one in enumerate(self._bullets.values(), start=1)
            if low in f"{one.original} {one.rewritten} {one.employer} {self._known.get(one.story_id, '')}".casefold()
        ]
        self._start = min(max(0, self._start), max(0, (len(found) - 1) // PAGE * PAGE))
        shown = found[self._start : self._start + PAGE]
        for index, row in enumerate(self._rows):
            row.view.layout.display = "" if index < len(shown) else "none"
            if index < len(shown):
                row.show(*shown[index])
        several = "" if len(self._bullets) > PAGE else "none"
        self._search.layout.display = self._pages.layout.display = several
        self._back.disabled = self._start == 0
        self._next.disabled = self._start + PAGE >= len(found)
        said = f"Lines {self._start + 1:,} to {self._start + len(shown):,} of {len(found):,}"
        self._count.show([Paragraph(said if shown else "No line holds this.", "status")])

    def _note(self, row: _Row, field: str, value: Any) -> None:
        with self._lock:
            if self._setting:
                return
            bullet = self._bullets[row.bullet.id].model_copy(update={field: value})
            self._bullets[bullet.id] = bullet
            self._draft.put((bullet.id, field), value)
            with self._quietly():
                row.show(row.number, bullet)

    def _hear(self, kinds: frozenset[str]) -> None:
        if threading.get_ident() != self._storing:
            super()._hear(kinds)

    def _store(self, edits: dict[Any, Any]) -> tuple[str, bool]:
        self._storing = threading.get_ident()
        try:
            self._save_lines(edits)
        finally:
            self._storing = 0
        return "Saved.", False

    def _save_lines(self, edits: dict[Any, Any]) -> None:
        for bullet_id in dict.fromkeys(key for key, _ in edits):
            changes: dict[Path, Any] = {(field,): value for (key, field), value in edits.items() if key == bullet_id}
            save_edits(self._prep.bullets, self._bullets[bullet_id], changes)


class _Row:
    """A row that shows one line after another; what is edited is reported field by field."""

    def __init__(self, on_edit: Callable[[_Row, str, Any], None]) -> None:
        self.bullet, self.number = Bullet(id="none"), 0
        self._stories: Mapping[str, str] = {}
        self._known: Mapping[str, str] = {}
        self._judge: Judge | None = None
        self._judged: Any = None  # what the findings that are shown were found in
        self._original, self._below, self._findings, self._flag = (Panel() for _ in range(4))
        self._line = ipw.Textarea(rows=3, placeholder="Rewrite it here")
        self._verb = ipw.Dropdown(description="Open it with")
        self._verbs = line_up(self._verb, make_button("Use this verb", self._use_verb))
        self._story = ipw.Dropdown(description="Story behind it")
        self._impact = ipw.Dropdown(
            description="Counts as", options=[(name_value(kind), kind) for kind in _KINDS or ("",)]
        )
        for field, control in (("rewritten", self._line), ("story_id", self._story), ("impact", self._impact)):
            control.observe(functools.partial(self._report, on_edit, field), names="value")
        left = ipw.VBox([self._original, self._line, self._below, self._verbs])
        right = ipw.VBox([self._findings, self._story, self._flag, self._impact])
        self.view = ipw.Box([left, right])
        self.view.add_class("pk-bullet")

    def know(self, stories: Mapping[str, str], known: Mapping[str, str], judge: Judge) -> None:
        """Take the stories to offer, the names of all there are, and what judges a line, for the lines to come."""
        self._stories, self._known, self._judge, self._judged = stories, known, judge, None

    def show(self, number: int, bullet: Bullet) -> None:
        """Show a line, which may be the one before with other words."""
        self.bullet, self.number = bullet, number
        place = ", ".join(part for part in (f"Line {number}", bullet.role, bullet.employer) if part)
        was = f"Was: {bullet.original}" if bullet.original else "No earlier wording"
        self._original.show([Paragraph(place, "lead"), Paragraph(was, "hint")])
        self._line.description = f"Line {number} as it reads now"
        if self._line.value != bullet.rewritten:
            self._line.value = bullet.rewritten
        names = {"": "No story yet", **self._stories}
        if bullet.story_id not in names:
            names[bullet.story_id] = self._known.get(bullet.story_id, "A story that has been deleted")
        offer(self._story, names, first=bullet.story_id)
        self._story.value = bullet.story_id
        self._impact.value = bullet.impact
        flag = say_behind(bullet.story_id, self._known)
        self._flag.show([Paragraph(flag, "warn")] if flag else [])
        text = bullet.rewritten or bullet.original
        if self._judge is not None and self._judged != (bullet.id, text, bullet.rewritten):
            self._judged = (bullet.id, text, bullet.rewritten)
            self._findings.show(_describe_findings(self._judge(bullet)))
            self._show_words(suggest_verbs(text))

    def _show_words(self, opening: Opening) -> None:
        words, limit = len(self.bullet.rewritten.split()), find(Limit, "bullet_words")
        said = [Paragraph(f"{words} words, of {limit.low:g} to {limit.high:g}", "hint")]
        self._verbs.layout.display = "" if opening.families else "none"
        if opening.families:
            said.append(Paragraph(f"“{opening.found}” is a weak opener. {opening.why}", "warn"))
            options = [(f"{family}: {verb}", verb) for family, verbs in opening.families for verb in verbs]
            if list(self._verb.options) != options:
                self._verb.options = options
                self._verb.index = 0  # a list that was empty selects nothing by itself
        self._below.show(said)

    def _use_verb(self) -> None:
        if self._verb.value:
            self._line.value = replace_opener(self.bullet.rewritten or self.bullet.original, self._verb.value)

    def _report(self, on_edit: Callable[[_Row, str, Any], None], field: str, change: Any) -> None:
        on_edit(self, field, change["new"])


def _judge(bullet: Bullet, *, acknowledged: Sequence[tuple[str, str, str]]) -> Mapping[str, Any]:
    """Judge a line as it reads now, or as it was if it is not rewritten yet."""
    from prepkit.review.reviewer import review

    text = bullet.rewritten or bullet.original
    if not text.strip():
        return {"findings": [], "more": 0, "error": "Nothing is written yet."}
    return judge(text, "bullet", functools.partial(review, acknowledged=acknowledged), ())


def _describe_findings(judged: Mapping[str, Any]) -> list[Block]:
    if judged["error"]:
        return [Paragraph(judged["error"], "hint")]
    found = judged["findings"]
    rest = len(found) + judged["more"] - _MOST
    return [
        *(Finding(one["severity"], one["code"], one["message"]) for one in found[:_MOST]),
        *([Paragraph(f"And {rest} more.", "hint")] if rest > 0 else []),
    ] or [Paragraph(_CLEAR, "right")]


def _format_findings(judged: Mapping[str, Any]) -> str:
    if judged["error"]:
        return str(judged["error"])
    return " ".join(f"{one['code']}: {one['message']}" for one in judged["findings"][:_MOST]) or _CLEAR


def _name_story(bullet: Bullet, known: Mapping[str, str]) -> str:
    return say_behind(bullet.story_id, known) or known.get(bullet.story_id, "")
