"""What is composed from a story, and kept once: never twice, and never over what the person has written since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.blocks import Block, Heading, Item, Paragraph
from prepkit.boards.board import find_record
from prepkit.errors import RecordNotFoundError
from prepkit.models import PRFAQ, Bullet, Letter, Record, Story
from prepkit.models.resume import LETTER_MOVES
from prepkit.store.workspace import Workspace
from prepkit.stories.drafts import compose_bullet, compose_letter, derive_id, draft_prfaq

_RELEASE = ("summary", "problem", "solution", "leader_quote", "getting_started", "customer_quote", "call_to_action")


@dataclass(frozen=True)
class Composition:
    """A kind of record that is composed from a story.

    `collection` is its attribute of a workspace; `place` is the notebook in which it is edited; `compose` takes the
    workspace, a story and what is kept already (or a blank record), whose own choices, such as its day, it goes by;
    `describe` gives it to be read.
    """

    model: type[Record]
    collection: str
    noun: str
    place: str
    compose: Callable[[Workspace, Story, Any], Any]
    describe: Callable[[Any], list[Block]]

    def name(self, story: Story) -> str:
        """Return the id under which it is kept, the same each time."""
        return derive_id(story.id, self.model.kind)

    def find(self, prep: Workspace, story: Story) -> Any:
        """Return what is kept from a story, or None."""
        return find_record(getattr(prep, self.collection), self.name(story))

    def keep(self, prep: Workspace, story: Story, given: Record) -> str:
        """Keep what is composed from a story, and say so, or why not; whatever the collection raises is raised.

        Args:
            prep: The workspace.
            story: The story.
            given: A blank record, or one with what the person has chosen for a new one.
        """
        kept = self.find(prep, story)
        if kept is None:
            getattr(prep, self.collection).save(self.compose(prep, story, given))
            return f"Kept as a {self.noun}. Edit it in {self.place}."
        fresh = self.compose(prep, story, kept)
        if fresh == kept:
            return f"Kept already, just as it stands here. Edit it in {self.place}."
        if any(self.compose(prep, before, kept) == kept for before in _read_history(prep, story)):
            getattr(prep, self.collection).save(fresh)
            return f"Brought up to date with the story; nobody had edited the {self.noun} that was kept."
        return (
            f"Not kept: you have edited the {self.noun} from this story since, and it stays as you wrote it. "
            f"Copy what you want from here into {self.place}."
        )


def _read_history(prep: Workspace, story: Story) -> list[Story]:
    try:
        return [one.record for one in reversed(prep.stories.history(story.id)) if one.record is not None]
    except RecordNotFoundError:
        return []


def _compose_prfaq(prep: Workspace, story: Story, known: PRFAQ) -> PRFAQ:
    fresh = draft_prfaq(story, prep.today)
    # A later day proposes a later launch; that alone is no edit.
    return fresh.model_copy(update={"launch_date": known.launch_date}) if known.launch_date else fresh


def _describe_bullet(bullet: Bullet) -> list[Block]:
    return [Paragraph(bullet.rewritten, "quote"), Paragraph(f"{len(bullet.rewritten.split())} words", "hint")]


def _describe_letter(letter: Letter) -> list[Block]:
    return _as_paragraphs([letter.greeting, *(getattr(letter, move) for move in LETTER_MOVES), letter.closing])


def _describe_prfaq(prfaq: PRFAQ) -> list[Block]:
    entries = [*prfaq.external_faq, *prfaq.internal_faq]
    waiting = [one.question for one in entries if not one.answer]
    day = prfaq.launch_date
    lines = [
        prfaq.sub_heading,
        *(getattr(prfaq, name) for name in _RELEASE),
        *(f"{one.question} {one.answer}" for one in entries if one.answer),
        f"Launch proposed for {day:%B} {day.day}, {day.year}: yours to change." if day else "",
        f"{len(waiting)} of {len(entries)} questions wait for an answer.",
    ]
    return [Heading(prfaq.heading, 2), *_as_paragraphs(lines), *(Item(question) for question in waiting)]


def _as_paragraphs(lines: Sequence[str]) -> list[Block]:
    return [Paragraph(line) for line in lines if line.strip()]


COMPOSITIONS = {
    "bullet": Composition(
        Bullet,
        "bullets",
        "resume line",
        "notebook 04",
        lambda _prep, story, _known: compose_bullet(story),
        _describe_bullet,
    ),
    "letter": Composition(
        Letter,
        "letters",
        "letter",
        "notebook 04",
        lambda _prep, story, known: compose_letter(story, known.company),
        _describe_letter,
    ),
    "prfaq": Composition(PRFAQ, "prfaqs", "PRFAQ", "notebook 02", _compose_prfaq, _describe_prfaq),
}
