"""A first draft from a story: picked, looked at, and kept once."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any, ClassVar, Generic, TypeVar

import ipywidgets as ipw

from prepkit.boards.desk import NOTHING, Desk, check_model, make_line, make_list, offer_newest, render_said
from prepkit.errors import RecordNotFoundError
from prepkit.models import PRFAQ, Bullet, Letter, Record, Story
from prepkit.models.choices import name_record
from prepkit.show.html import render_html
from prepkit.show.record import read_record
from prepkit.store.contract import Collection

R = TypeVar("R", bound=Record)
_LISTED = 20  # stories that are named where no kernel runs
_NO_STORY = "No story to draft from yet. Write one in 01, Frame your projects, then run this cell again."


class Drafter(Desk, Generic[R]):
    """Drafts a record from a story; the button keeps the draft once and never writes over what was edited since.

    Args:
        collection: Where the draft is kept, such as `prep.prfaqs`.
        stories: The stories to draft from.

    Raises:
        UsageError: the collection is of another kind.
    """

    model: ClassVar[type[Record]]
    noun: ClassVar[str]
    advice: ClassVar[str] = ""  # said in place of how many stories have no draft yet

    def __init__(self, collection: Collection[R], *, stories: Collection[Story]) -> None:
        super().__init__()
        check_model(type(self).__name__, collection, self.model)
        self._collection = collection
        self._stories = stories
        records = collection.all()
        told = {getattr(record, "story_id", ""): name_record(record) for record in records}
        held = {record.id for record in records}
        written = [story for story in stories.all() if not story.is_blank()]
        self._others = {key: name for key, name in told.items() if key}
        self._told = {story.id for story in written if story.id in told or self._name_draft(story) in held}
        waiting = [story for story in written if story.id not in self._told]
        names, left_out = offer_newest(written)
        self._names = {key: names[key] for key in sorted(names, key=lambda key: key in self._told)}
        self._list = make_list("Story", self._names, f"The story to draft a {self.noun} from", "No story yet")
        self._preview = ipw.HTML()
        self._keep = ipw.Button(description=f"Keep this {self.noun}", button_style="primary")
        self._keep.on_click(lambda _button: self.keep())
        self._list.observe(lambda _change: self._show(), names="value")
        said = ipw.HTML(render_said(self._count(len(waiting), len(written)), left_out))
        self._lay_out(said, make_line(self._list, *self._extras()), self._preview, buttons=[self._keep])
        self._show()

    def keep(self) -> R | None:
        """Keep the draft that is shown, unless it is kept already; return what is kept, or None if nothing is."""
        story = self._get_story()
        if story is None:
            return None
        kept = self._find(story)
        if kept is not None:
            self._tell(self._say_kept(kept))
            return kept
        try:
            saved: R = self._collection.save(self._compose(story))
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it.
            self._tell(f"Not kept: {error}", wrong=True)
            return None
        self._told.add(story.id)
        self._tell("Kept. Run the cells below again: it stands there to be edited.")
        return saved

    def render_html(self) -> str:
        """Return which stories have a draft and which have none yet."""
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in self._list_stories())
        return f"<ul>{lines}</ul>"

    def render_text(self) -> str:
        """Return the facts of `render_html` as plain text."""
        return "\n".join(self._list_stories())

    def _compose(self, story: Story) -> R:
        raise NotImplementedError

    def _extras(self) -> tuple[Any, ...]:
        return ()

    def _name_draft(self, story: Story) -> str:
        from prepkit.stories.identity import derive_id

        return derive_id(story.id, self.model.kind)

    def _find(self, story: Story) -> R | None:
        try:
            return self._collection.get(self._name_draft(story))
        except RecordNotFoundError:
            return None

    def _get_story(self) -> Story | None:
        if self._list.value in (NOTHING, None):
            self._tell(_NO_STORY, wrong=True)
            return None
        try:
            return self._stories.get(self._list.value)
        except RecordNotFoundError:
            self._tell("This story has been deleted since. Pick another.", wrong=True)
            return None

    def _show(self) -> None:
        self._keep.disabled = self._list.value in (NOTHING, None)
        if self._keep.disabled:
            self._preview.value = ""
            return
        story = self._get_story()
        if story is None:
            self._preview.value = ""
            return
        kept = self._find(story)
        shown = kept or self._compose(story)
        self._tell(self._say_kept(kept) if kept else self._say_new(story))
        label = f"Draft of the {self.noun}"
        self._preview.value = (
            f'<div class="pk-preview" tabindex="0" role="region" aria-label="{label}">{self._render(shown)}</div>'
        )

    def _say_kept(self, kept: R) -> str:
        return f"Kept already as “{name_record(kept)}”. It is left as you have edited it."

    def _say_new(self, story: Story) -> str:
        other = self._others.get(story.id)
        if other:
            return f"On this story you have “{other}” already. Keeping this draft adds a second {self.noun}."
        return "A first draft in your own words. What stands in square brackets is for you to fill in."

    def _render(self, record: R) -> str:
        return render_html(read_record(record, {"story_id": self._names}))

    def _count(self, waiting: int, written: int) -> str:
        if not written or self.advice:
            return self.advice if written else _NO_STORY
        if not waiting:
            each = "Your one story" if written == 1 else f"Each of your {written:,} stories"
            return f"{each} has a {self.noun} already."
        if written == 1:
            return f"Your one story has no {self.noun} yet."
        verb, they = ("has", "it stands") if waiting == 1 else ("have", "they stand")
        return f"{waiting:,} of your {written:,} stories {verb} no {self.noun} yet; {they} first."

    def _list_stories(self) -> list[str]:
        if not self._names:
            return [_NO_STORY]
        listed = list(self._names.items())[:_LISTED]
        lines = [
            f"{name}: {f'has a {self.noun}' if key in self._told else f'no {self.noun} yet'}" for key, name in listed
        ]
        rest = len(self._names) - len(listed)
        return [*lines, f"And {rest:,} more"] if rest > 0 else lines


class PRFAQDrafter(Drafter[PRFAQ]):
    """Drafts a PRFAQ from a story.

    Args:
        collection: The PRFAQs.
        stories: The stories.
        today: The day from which the launch date is proposed.
    """

    model = PRFAQ
    noun = "PRFAQ"

    def __init__(self, collection: Collection[PRFAQ], *, stories: Collection[Story], today: dt.date) -> None:
        self._today = today
        super().__init__(collection, stories=stories)

    def _compose(self, story: Story) -> PRFAQ:
        from prepkit.stories.prfaqs import draft_prfaq

        return draft_prfaq(story, self._today)


class BulletDrafter(Drafter[Bullet]):
    """Drafts a resume line from a story; arguments as Drafter."""

    model = Bullet
    noun = "resume line"

    def _compose(self, story: Story) -> Bullet:
        from prepkit.stories.bullets import compose_bullet

        return compose_bullet(story)

    def _render(self, record: Bullet) -> str:
        return f"<p>{html.escape(record.rewritten)}</p>"


class LetterDrafter(Drafter[Letter]):
    """Drafts a cover letter from a story, for the company that is entered; arguments as Drafter."""

    model = Letter
    noun = "letter"
    advice = "One story carries one letter. Pick the one whose result this team would want."

    def _extras(self) -> tuple[Any, ...]:
        self._company = ipw.Text(description="Company and team", placeholder="Amazon, the team you write to")
        self._company.observe(lambda _change: self._show(), names="value")
        return (self._company,)

    def _compose(self, story: Story) -> Letter:
        from prepkit.stories.letters import compose_letter

        return compose_letter(story, self._company.value)
