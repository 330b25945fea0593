"""One resume line in a table: as it was, as it reads now, what a reader asks of it, and the story behind it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as ipw

from prepkit.content.library import find
from prepkit.content.shapes.writing import Limit
from prepkit.models import Bullet
from prepkit.results import say_behind
from prepkit.review.openings import Opening, replace_opener, suggest_verbs
from prepkit.widgets.choices import name_value
from prepkit.widgets.desk import NOTHING, as_options
from prepkit.widgets.form_field import read_fields
from prepkit.widgets.judging import judge

OnEdit = Callable[[str, str, str], None]  # id of the line, field, value
_FINDINGS = 4  # findings that are shown of a line; the form shows them all
_SEVERITIES = {"error": "Error", "warning": "Warning", "info": "Note"}
_KINDS = next(field.choices for field in read_fields(Bullet) if field.name == "impact")


class BulletRow:
    """A row that shows one line after another; what is edited is reported field by field.

    Args:
        on_edit: Called with the id of the line, the field and its new value.
        judge_line: Returns the findings of a line.
        stories: The names of the stories that are offered, by id.
        known: The ids of all stories there are.
    """

    def __init__(
        self,
        on_edit: OnEdit,
        judge_line: Callable[[str, str], Any],
        stories: Mapping[str, str],
        known: Mapping[str, str],
    ) -> None:
        self._on_edit, self._judge, self._stories, self._known = on_edit, judge_line, dict(stories), known
        self._bullet = Bullet(id="none")
        self._loading = False
        self._original, self._words, self._findings, self._flag = (ipw.HTML() for _ in range(4))
        self._line = ipw.Textarea(rows=3, placeholder="Rewrite it here")
        self._verb = ipw.Dropdown(description="Open it with")
        self._use = ipw.Button(description="Use this verb")
        self._why = ipw.HTML()
        self._verbs = ipw.HBox([self._verb, self._use])
        self._verbs.add_class("pk-verbs")
        self._story = ipw.Dropdown(description="Story behind it")
        self._impact = ipw.Dropdown(
            description="Counts as", options=[(name_value(kind), kind) for kind in _KINDS or ("",)]
        )
        self._line.observe(lambda change: self._edit("rewritten", change["new"]), names="value")
        self._story.observe(lambda change: self._edit("story_id", change["new"]), names="value")
        self._impact.observe(lambda change: self._edit("impact", change["new"]), names="value")
        self._use.on_click(lambda _button: self._open_with(self._verb.value))
        left = ipw.VBox([self._original, self._line, self._words, self._why, self._verbs])
        right = ipw.VBox([self._findings, self._story, self._flag, self._impact])
        self.view = ipw.Box([left, right])
        self.view.add_class("pk-bullet")

    def show(self, bullet: Bullet, number: int) -> None:
        """Show a line in place of the one before."""
        self._loading = True
        try:
            self._bullet = bullet
            place = ", ".join(part for part in (bullet.role, bullet.employer) if part)
            was = html.escape(bullet.original) or "<em>no earlier wording</em>"
            self._original.value = (
                f'<p class="pk-original"><strong>Line {number}</strong> {html.escape(place)}<br>Was: {was}</p>'
            )
            self._line.description = f"Line {number} as it reads now"
            self._line.value = bullet.rewritten
            self._story.options = self._offer(bullet.story_id)
            self._story.value = bullet.story_id
            self._impact.value = bullet.impact
        finally:
            self._loading = False
        self._refresh()

    def _offer(self, story_id: str) -> list[tuple[str, str]]:
        names = {"": "No story yet", **self._stories}
        if story_id not in names:
            names[story_id] = self._known.get(story_id, "A story that has been deleted")
        return as_options(names, "No story yet")

    def _edit(self, field: str, value: Any) -> None:
        if self._loading:
            return
        self._bullet = self._bullet.model_copy(update={field: value})
        self._on_edit(self._bullet.id, field, value)
        self._refresh()

    def _open_with(self, verb: Any) -> None:
        if verb:
            self._line.value = replace_opener(self._text(), verb)

    def _text(self) -> str:
        return self._bullet.rewritten or self._bullet.original

    def _refresh(self) -> None:
        words, limit = len(self._bullet.rewritten.split()), find(Limit, "bullet_words")
        self._words.value = f'<p class="pk-words">{words} words, of {limit.low:g} to {limit.high:g}</p>'
        self._findings.value = render_findings(judge_bullet(self._bullet, self._judge))
        flag = say_behind(self._bullet.story_id, self._known)
        self._flag.value = f'<p class="pk-flag">{html.escape(flag)}</p>' if flag else ""
        self._show_verbs(suggest_verbs(self._text()))

    def _show_verbs(self, opening: Opening) -> None:
        shown = "" if opening.families else "none"
        if opening.families:
            options = [(f"{family}: {verb}", verb) for family, verbs in opening.families for verb in verbs]
            if list(self._verb.options) != options:
                self._verb.options = options
                self._verb.index = 0  # a list that was empty selects nothing by itself
            why = html.escape(f"“{opening.found}” is a weak opener. {opening.why}")
            self._why.value = f'<p class="pk-why">{why}</p>'
        for widget in (self._verbs, self._why):
            if (widget.layout.display or "") != shown:
                widget.layout.display = shown


def judge_bullet(bullet: Bullet, judge_line: Callable[[str, str], Any]) -> dict[str, Any]:
    """Judge a line as it reads now, or as it was if it is not rewritten yet."""
    text = bullet.rewritten or bullet.original
    if not text.strip():
        return {"findings": [], "more": 0, "error": "Nothing is written yet."}
    return judge(text, "bullet", judge_line, ())


def render_findings(judged: Mapping[str, Any]) -> str:
    """Return the findings of a line as a list in HTML; a sentence if there are none."""
    if judged["error"]:
        return f'<p class="pk-said">{html.escape(judged["error"])}</p>'
    found = judged["findings"]
    if not found:
        return '<p class="pk-clear">No findings. What no rule can see, a reader still can.</p>'
    items = "".join(
        f'<li><span class="pk-kind">{_SEVERITIES[one["severity"]]}:</span> {html.escape(one["message"])}</li>'
        for one in found[:_FINDINGS]
    )
    rest = len(found) + judged["more"] - _FINDINGS
    more = f'<p class="pk-said">And {rest} more.</p>' if rest > 0 else ""
    return f'<ul class="pk-findings">{items}</ul>{more}'


def say_findings(judged: Mapping[str, Any]) -> str:
    """Say the findings of a line in one line of text."""
    if judged["error"]:
        return str(judged["error"])
    return "; ".join(f"{one['code']} {one['name']}" for one in judged["findings"]) or "no findings"


def say_story(bullet: Bullet, known: Mapping[str, str]) -> str:
    """Name the story behind a line, or say that there is none."""
    flag = say_behind(bullet.story_id, known)
    return flag or known.get(bullet.story_id, NOTHING)
