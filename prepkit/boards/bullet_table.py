"""Resume lines as a table that is edited in place, a page at a time."""

from __future__ import annotations

import functools
import html
from collections.abc import Sequence
from typing import Any

import ipywidgets as ipw

from prepkit.boards.bullet_row import BulletRow, judge_bullet, render_findings, say_findings, say_story
from prepkit.boards.desk import Desk, check_model, make_line, offer_newest, render_said
from prepkit.models import Bullet, Story
from prepkit.models.choices import name_records
from prepkit.store.contract import Collection
from prepkit.store.draft import Draft, Said, save_edits

PAGE = 5  # lines on a page
_COLD = 20  # lines that are shown where no kernel runs
_NOTHING = "No resume line yet. Draft one from a story above, or write one in the form below."


class BulletTable(Desk):
    """Shows resume lines a page at a time: as they were, as they read now, what a reader asks, the story behind.

    Each edit is saved within two seconds. A line without a story behind it, or whose story has been deleted, is
    flagged; a weak opener comes with verbs to choose from.

    Args:
        collection: The resume lines.
        stories: The stories.
        acknowledged: Findings to set apart, as `Workspace.acknowledged` gives them.

    Raises:
        UsageError: a collection is of another kind.
    """

    def __init__(
        self,
        collection: Collection[Bullet],
        *,
        stories: Collection[Story],
        acknowledged: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        super().__init__()
        check_model("BulletTable", collection, Bullet)
        check_model("BulletTable", stories, Story)
        self._collection = collection
        self._judge = functools.partial(_review, acknowledged=tuple(acknowledged))
        written = stories.all()
        offered, left_out = offer_newest(written)
        self._known = name_records(written)
        self._bullets = collection.all()
        self._places = {one.id: place for place, one in enumerate(self._bullets)}
        self._found = list(range(len(self._bullets)))
        self._start = 0
        self._draft = Draft(self._store, self._report)  # by id of the line and field
        count = min(PAGE, len(self._bullets))
        self._rows = [BulletRow(self._note, self._judge, offered, self._known) for _ in range(count)]
        self._list = ipw.VBox([row.view for row in self._rows])
        self._list.add_class("pk-lines")
        self._find = ipw.Text(description="Find a line", placeholder="a word of it, an employer, a story")
        self._find.observe(lambda change: self._search(change["new"]), names="value")
        self._count = ipw.HTML()
        self._back = ipw.Button(description="Earlier lines")
        self._next = ipw.Button(description="Next lines")
        self._back.on_click(lambda _button: self._turn(-PAGE))
        self._next.on_click(lambda _button: self._turn(PAGE))
        pages = ipw.HBox([self._back, self._next, self._count])
        pages.add_class("pk-actions")
        said = ipw.HTML(render_said(left_out, "" if self._bullets else _NOTHING))
        several = [make_line(self._find)] if len(self._bullets) > PAGE else []
        self._lay_out(said, *several, self._list, *([pages] if several else []))
        self._show()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._draft.flush()

    def render_html(self) -> str:
        """Return the first lines as a table in HTML, with their review and story."""
        if not self._bullets:
            return f"<p>{_NOTHING}</p>"
        head = "".join(f'<th scope="col">{name}</th>' for name in ("Was", "Reads now", "Review", "Story behind it"))
        body = "".join(
            f"<tr><td>{html.escape(one.original)}</td><td>{html.escape(one.rewritten)}</td>"
            f"<td>{render_findings(judge_bullet(one, self._judge))}</td>"
            f"<td>{html.escape(say_story(one, self._known))}</td></tr>"
            for one in self._bullets[:_COLD]
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{self._say_rest('<p>{}</p>')}"

    def render_text(self) -> str:
        """Return the facts of `render_html` as plain text."""
        if not self._bullets:
            return _NOTHING
        lines = [
            " | ".join(
                (
                    one.rewritten or f"[was: {one.original}]",
                    say_findings(judge_bullet(one, self._judge)),
                    self._say(one),
                )
            )
            for one in self._bullets[:_COLD]
        ]
        rest = self._say_rest("{}")
        return "\n".join(["Line | Review | Story behind it", *lines, *([rest] if rest else [])])

    def _say(self, bullet: Bullet) -> str:
        return say_story(bullet, self._known)

    def _say_rest(self, frame: str) -> str:
        rest = len(self._bullets) - _COLD
        return frame.format(f"And {rest:,} more lines, {PAGE} a page, when the cell is run.") if rest > 0 else ""

    def _search(self, wanted: str) -> None:
        low = wanted.strip().casefold()
        self._found = [
            place
            for place, one in enumerate(self._bullets)
            if low in f"{one.original} {one.rewritten} {one.employer} {self._known.get(one.story_id, '')}".casefold()
        ]
        self._start = 0
        self._show()

    def _turn(self, step: int) -> None:
        self._start = min(max(0, self._start + step), max(0, len(self._found) - 1))
        self._show()

    def _show(self) -> None:
        shown = self._found[self._start : self._start + PAGE]
        for row, place in zip(self._rows, shown, strict=False):
            row.show(self._bullets[place], place + 1)
        for index, row in enumerate(self._rows):
            row.view.layout.display = "" if index < len(shown) else "none"
        self._back.disabled = self._start == 0
        self._next.disabled = self._start + PAGE >= len(self._found)
        first, last, total = self._start + 1, self._start + len(shown), len(self._found)
        said = f"Lines {first:,} to {last:,} of {total:,}" if shown else "No line holds this."
        self._count.value = f'<span class="pk-count" role="status">{said}</span>'

    def _note(self, bullet_id: str, field: str, value: Any) -> None:
        place = self._places[bullet_id]
        self._bullets[place] = self._bullets[place].model_copy(update={field: value})
        self._draft.put((bullet_id, field), value)

    def _store(self, changes: dict[tuple[str, str], Any]) -> Said:
        edits: dict[str, dict[tuple[str, ...], Any]] = {}
        for (bullet_id, field), value in changes.items():
            edits.setdefault(bullet_id, {})[(field,)] = value
        for bullet_id, edited in edits.items():
            # Deleted elsewhere while it was edited here: what is typed brings it back.
            save_edits(self._collection, self._bullets[self._places[bullet_id]], edited)
        return "Saved.", False

    def _report(self, text: str, wrong: bool) -> None:
        self._tell(text, wrong=wrong)


def _review(text: str, kind: str, *, acknowledged: Sequence[tuple[str, str, str]]) -> Any:
    from prepkit.review.reviewer import review

    return review(text, kind, acknowledged=acknowledged)
