"""What is composed from a story, and kept once: never twice, and never over what the person has written since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.blocks import Block, Heading, Paragraph
from prepkit.errors import RecordNotFoundError
from prepkit.models import PRFAQ, Bullet, Letter, Record, Story
from prepkit.models.resume import LETTER_MOVES
from prepkit.store.contract import Workspace
from prepkit.stories.bullets import compose_bullet
from prepkit.stories.identity import derive_id
from prepkit.stories.letters import compose_letter
from prepkit.stories.prfaqs import draft_prfaq

_RELEASE = ("summary", "problem", "solution", "leader_quote", "getting_started", "customer_quote", "call_to_action")


@dataclass(frozen=True)
class Composition:
    """A kind of record that is composed from a story.

    `collection` is its attribute of a workspace; `place` is the notebook in which it is edited; `compose` takes the
    workspace, a story and what is kept already (or a blank record), whose own choices, such as its day, it goes by.
    """

    model: type[Record]
    collection: str
    noun: str
    place: str
    compose: Callable[[Workspace, Story, Any], Any]

    def name(self, story: Story) -> str:
        """Return the id under which it is kept, the same each time."""
        return derive_id(story.id, self.model.kind)

    def find(self, prep: Workspace, story: Story) -> Any:
        """Return what is kept from a story, or None."""
        try:
            return getattr(prep, self.collection).get(self.name(story))
        except RecordNotFoundError:
            return None

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


COMPOSITIONS = {
    "bullet": Composition(
        Bullet, "bullets", "resume line", "notebook 04", lambda _prep, story, _known: compose_bullet(story)
    ),
    "letter": Composition(
        Letter, "letters", "letter", "notebook 04", lambda _prep, story, known: compose_letter(story, known.company)
    ),
    "prfaq": Composition(PRFAQ, "prfaqs", "PRFAQ", "notebook 02", _compose_prfaq),
}


def describe_bullet(bullet: Bullet) -> list[Block]:
    """Return a resume line to be read, with its words counted."""
    return [Paragraph(bullet.rewritten, "quote"), Paragraph(f"{len(bullet.rewritten.split())} words", "hint")]


def describe_letter(letter: Letter) -> list[Block]:
    """Return a letter to be read, as it is sent."""
    return _as_paragraphs([letter.greeting, *(getattr(letter, move) for move in LETTER_MOVES), letter.closing])


def describe_prfaq(prfaq: PRFAQ) -> list[Block]:
    """Return a first draft to be read: the release, what is answered, how many questions wait, the proposed launch."""
    answered = [f"{one.question} {one.answer}" for one in prfaq.internal_faq if one.answer]
    asked = len(prfaq.external_faq) + len(prfaq.internal_faq)
    day = prfaq.launch_date
    lines = [
        prfaq.sub_heading,
        *(getattr(prfaq, name) for name in _RELEASE),
        *answered,
        f"{asked - len(answered)} of {asked} questions wait for an answer.",
        *([f"Launch proposed for {day:%B} {day.day}, {day.year}: yours to change."] if day else []),
    ]
    return [Heading(prfaq.heading, 2), *_as_paragraphs(lines)]


def _as_paragraphs(lines: Sequence[str]) -> list[Block]:
    return [Paragraph(line) for line in lines if line.strip()]
