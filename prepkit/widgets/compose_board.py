"""One story, told everywhere: resume line, scripts, letter and PRFAQ draft beside each other, each to be kept."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import ipywidgets as ipw

from prepkit.compose import Script, compose_bullet, compose_letter, compose_script, draft_prfaq
from prepkit.content.library import load
from prepkit.content.shapes.stories import SpokenLength
from prepkit.errors import PrepkitError
from prepkit.models import PRFAQ, Bullet, Letter, Story
from prepkit.models.resume import LETTER_MOVES
from prepkit.widgets.choices import name_records
from prepkit.widgets.contract import Collection
from prepkit.widgets.keeper import Keeper, read_history
from prepkit.widgets.readable_box import ReadableBox
from prepkit.widgets.style import make_style, render_status

_NOTHING = "No story yet. Write one in the form above, then run this cell again: it is told here in four ways."
_LEAD = "Your own words and numbers only. What the story does not say stands in square brackets."
_RELEASE = ("summary", "problem", "solution", "leader_quote", "getting_started", "customer_quote", "call_to_action")


class ComposeBoard(ReadableBox):
    """Shows a story as a resume line, as scripts of 30, 90 and 120 seconds, as a letter and as a first PRFAQ draft.

    Nothing is saved until a button keeps it. A second press does not keep it twice, and what the person has edited
    since is never overwritten.

    Args:
        stories: The stories to choose from.
        bullets: Where a resume line is kept.
        letters: Where a letter is kept.
        prfaqs: Where a PRFAQ is kept.
        today: The day from which a launch date is proposed.
        pace: Words spoken in a minute; the middle of the content's limits if None.
        story_id: The story to show first; the first one if None.
    """

    def __init__(
        self,
        stories: Collection[Story],
        *,
        bullets: Collection[Bullet],
        letters: Collection[Letter],
        prfaqs: Collection[PRFAQ],
        today: dt.date,
        pace: float | None = None,
        story_id: str | None = None,
    ) -> None:
        super().__init__()
        self._stories, self._pace = stories, pace
        earlier = read_history(stories)
        self._keepers: dict[str, Keeper[Any]] = {
            "bullet": Keeper(
                bullets, lambda story, _kept: compose_bullet(story), earlier, "resume line", "notebook 04"
            ),
            "letter": Keeper(letters, lambda story, _kept: compose_letter(story), earlier, "letter", "notebook 04"),
            "prfaq": Keeper(prfaqs, _drafting(today), earlier, "PRFAQ", "notebook 02"),
        }
        self.add_class("pk-form")
        records = stories.all()
        self._story = stories.get(story_id) if story_id else next(iter(records), None)
        if self._story is None:
            self.children: tuple[Any, ...] = (make_style(), ipw.HTML(f"<p>{_NOTHING}</p>"))
            return
        options = [(name, key) for key, name in name_records(records).items()]
        self._list = ipw.Dropdown(
            description="Story", options=options, value=self._story.id, tooltip="The story to tell"
        )
        self._shown = {name: ipw.HTML() for name in ("bullet", "script", "letter", "prfaq")}
        self._said = {name: ipw.HTML() for name in self._keepers}
        self._status = ipw.HTML()
        self._build()
        self._list.observe(lambda _change: self.refresh(), names="value")
        self.refresh()

    def refresh(self) -> None:
        """Read the chosen story again and compose anew; a failure is said on the board, which stays as it is."""
        if self._story is None:
            return
        try:
            self._story = self._stories.get(self._list.value)
        except PrepkitError as error:
            self._status.value = render_status(f"Cannot be opened: {error}", wrong=True)
            return
        parts = dict(_render_parts(self._story, self._keepers, self._pace))
        for name, each in self._shown.items():
            each.value = parts[name]
        for name, said in self._said.items():
            said.value = render_status(self._keepers[name].say_state(self._story))
        self._status.value = render_status("Composed from the story as it is saved.")

    def keep(self, name: str) -> None:
        """Keep the bullet, letter or prfaq of the story that is shown, and say what was done."""
        if self._story is None:
            return
        try:
            said, wrong = self._keepers[name].keep(self._story), False
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it.
            said, wrong = f"Not kept: {error}", True
        self._said[name].value = render_status(said, wrong=wrong)

    def render_html(self) -> str:
        """Return all that the board shows as HTML."""
        if self._story is None:
            return f"<p>{_NOTHING}</p>"
        parts = _render_parts(self._story, self._keepers, self._pace)
        return f"<p>{_LEAD}</p>" + "".join(f"<section>{text}</section>" for _, text in parts)

    def render_text(self) -> str:
        """Return all that the board shows as plain text."""
        if self._story is None:
            return _NOTHING
        letter, prfaq = (self._keepers[name].compose(self._story) for name in ("letter", "prfaq"))
        scripts = [
            f"Script, {script.seconds} seconds\n{script!r}" for script in _compose_scripts(self._story, self._pace)
        ]
        told = [self._story.label, f"Resume line\n{self._keepers['bullet'].compose(self._story).rewritten}", *scripts]
        told += ["Letter\n" + "\n".join(_list_letter(letter)), "PRFAQ, first draft\n" + "\n".join(_list_release(prfaq))]
        return "\n\n".join(told)

    def _build(self) -> None:
        again = ipw.Button(description="Compose again", tooltip="Read the story again as it is saved now")
        again.on_click(lambda _button: self.refresh())
        picker = ipw.HBox([self._list, again])
        picker.add_class("pk-picker")
        buttons = {
            "bullet": ("Keep as resume line", "Resume line"),
            "script": ("", "Script"),
            "letter": ("Keep as letter", "Letter"),
            "prfaq": ("Keep as PRFAQ", "PRFAQ, first draft"),
        }
        cards = [self._make_card(name, label) for name, (label, _) in buttons.items()]
        lead = ipw.HTML(f'<p class="pk-hint">{_LEAD}</p>')
        lead.add_class("pk-lead-in")
        self.children = (make_style(), picker, lead, *cards, self._status)

    def _make_card(self, name: str, label: str) -> Any:
        shown: list[Any] = [self._shown[name]]
        if label:
            button = ipw.Button(description=label, button_style="primary")
            button.on_click(lambda _button: self.keep(name))
            row = ipw.HBox([button, self._said[name]])
            row.add_class("pk-keep")
            shown.append(row)
        card = ipw.VBox(shown)
        card.add_class("pk-section")
        card.add_class("pk-told")
        return card


def _drafting(today: dt.date) -> Callable[[Story, PRFAQ | None], PRFAQ]:
    def draft(story: Story, kept: PRFAQ | None) -> PRFAQ:
        fresh = draft_prfaq(story, today)
        # A later day proposes a later launch; that alone is no edit.
        return fresh if kept is None else fresh.model_copy(update={"launch_date": kept.launch_date})

    return draft


def _compose_scripts(story: Story, pace: float | None) -> list[Script]:
    return [compose_script(story, one.seconds, pace=pace) for one in load(SpokenLength)]


def _render_parts(story: Story, keepers: dict[str, Keeper[Any]], pace: float | None) -> list[tuple[str, str]]:
    bullet = keepers["bullet"].compose(story).rewritten
    letter, prfaq = keepers["letter"].compose(story), keepers["prfaq"].compose(story)
    names = [one.name for one in load(SpokenLength)]
    scripts = [
        _fold(
            f"{name}: {script.words} words, {script.spoken_seconds:.0f} seconds",
            script._repr_html_(),
            opened=name == names[-1],
        )
        for name, script in zip(names, _compose_scripts(story, pace), strict=True)
    ]
    release = "".join(f"<p>{html.escape(line)}</p>" for line in _list_release(prfaq))
    moves = "".join(f"<p>{html.escape(line)}</p>" for line in _list_letter(letter))
    return [
        ("bullet", f"<h3>Resume line</h3><p class='pk-line'>{html.escape(bullet)}</p>{_count(bullet)}"),
        ("script", f"<h3>Script</h3>{''.join(scripts)}"),
        ("letter", f"<h3>Letter</h3>{_fold(f'{letter.words()} words in four moves', moves)}"),
        ("prfaq", f"<h3>PRFAQ, first draft</h3>{_fold(f'Press release of {prfaq.release_words()} words', release)}"),
    ]


def _count(line: str) -> str:
    return f'<p class="pk-hint">{len(line.split())} words</p>'


def _fold(summary: str, body: str, *, opened: bool = False) -> str:
    return f"<details{' open' if opened else ''}><summary>{html.escape(summary)}</summary>{body}</details>"


def _list_letter(letter: Letter) -> list[str]:
    return [letter.greeting, *(getattr(letter, move) for move in LETTER_MOVES), letter.closing]


def _list_release(prfaq: PRFAQ) -> list[str]:
    answered = [f"{one.question} {one.answer}" for one in prfaq.internal_faq if one.answer]
    asked = len(prfaq.external_faq) + len(prfaq.internal_faq)
    day = prfaq.launch_date
    return [
        prfaq.heading,
        prfaq.sub_heading,
        *(getattr(prfaq, name) for name in _RELEASE),
        *answered,
        f"{asked - len(answered)} of {asked} questions wait for an answer.",
        *([f"Launch proposed for {day:%B} {day.day}, {day.year}: yours to change."] if day else []),
    ]
