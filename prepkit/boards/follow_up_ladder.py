"""The follow-up ladder of one story: what would be asked of it, from what is missing down to what holds."""

from __future__ import annotations

import html
import itertools
from collections.abc import Mapping

from prepkit.boards.chooser import Chooser
from prepkit.errors import RecordNotFoundError
from prepkit.models import Story
from prepkit.models.choices import name_records
from prepkit.store.contract import Collection
from prepkit.stories.ladder import Step, list_steps

_HEADINGS = {
    "blank": "Nothing there yet, so it is asked first",
    "weak": "There, and thin",
    "principle": "A signal that does not show yet",
    "full": "It holds; this comes next",
    "about you": "And then, about you",
}
_NOTHING = "No story yet. Write one in the form above; its ladder is made from what stands in it."


class FollowUpLadder(Chooser):
    """Shows the questions that a bar raiser would ask of a story, from its own blank, weak and full slots.

    Args:
        stories: Where the stories are kept, such as `prep.stories`.
    """

    def __init__(self, stories: Collection[Story]) -> None:
        self._stories = stories
        super().__init__("Story")

    def list_names(self) -> Mapping[str, str]:
        """Return the stories."""
        return name_records(story for story in self._stories.all() if not story.is_blank())

    def pick_first(self, names: Mapping[str, str]) -> str | None:
        """Begin with the first story that cannot be told yet: its ladder says most."""
        waiting = (story.id for story in self._stories.all() if story.id in names and not story.is_told())
        return next(waiting, None) or super().pick_first(names)

    def render_panel(self, key: str) -> str:
        """Return the ladder as HTML."""
        steps = self._climb(key)
        if not steps:
            return f"<p>{_NOTHING}</p>"
        parts = [f"<p>{html.escape(_say_state(steps))}</p>"]
        number = 1
        for state, group in itertools.groupby(steps, key=lambda step: step.state):
            listed = list(group)
            items = "".join(_render_step(step) for step in listed)
            parts.append(f'<h3 class="pk-group">{_HEADINGS[state]}</h3><ol start="{number}">{items}</ol>')
            number += len(listed)
        return "".join(parts)

    def render_text(self) -> str:
        """Return the ladder as plain text."""
        steps = self._climb(self.chosen)
        if not steps:
            return _NOTHING
        rungs = (f"{place}. {step.slot}: {step.question}" for place, step in enumerate(steps, start=1))
        return "\n".join([str(self.list_names()[self.chosen]), _say_state(steps), *rungs])

    def _climb(self, key: str) -> list[Step]:
        try:
            return list_steps(self._stories.get(key)) if key else []
        except RecordNotFoundError:
            return []


def _render_step(step: Step) -> str:
    detail = step.why if step.state == "about you" else f"{step.slot}: {step.why}"
    return f'<li>{html.escape(step.question)}<br><span class="pk-soft">{html.escape(detail)}</span></li>'


def _say_state(steps: list[Step]) -> str:
    blank, weak, signals = (sum(step.state == state for step in steps) for state in ("blank", "weak", "principle"))
    if not blank + weak + signals:
        return "Every slot holds. Say the answers below aloud, each in under a minute."
    parts = [f"{blank} blank"] if blank else []
    parts += [f"{weak} thin"] if weak else []
    parts += [f"{signals} {'signal' if signals == 1 else 'signals'} not shown"] if signals else []
    return f"{', '.join(parts)}. Fill these first: three follow-ups in a row will find them."
