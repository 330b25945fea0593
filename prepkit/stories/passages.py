"""The parts of a document, each made of the fields of a story that the content names for it."""

from __future__ import annotations

from prepkit.content.library import load
from prepkit.content.shapes.stories import Passage
from prepkit.models import Story
from prepkit.stories.material import Choice, gather
from prepkit.stories.wording import blank


def write_passages(story: Story, document: str, room: int | None = None) -> dict[str, str]:
    """Write every part of a document.

    Args:
        story: The story.
        document: "letter", "prfaq" or "internal_faq".
        room: Words that all parts share; each keeps to its own number of words if None.

    Returns:
        Texts by part; where the story says nothing, the question that the content asks in square brackets.
    """
    passages = [one for one in load(Passage) if one.document == document]
    planned = sum(one.words for one in passages)
    share = 1.0 if room is None else min(1.0, max(room, 0) / planned)
    return {one.part: _write(story, one, int(one.words * share)) for one in passages}


def _write(story: Story, passage: Passage, words: int) -> str:
    choice = Choice(gather(story))
    if not choice.offers(passage.say):
        return passage.ask
    choice.fill(passage.prefer, words, passage.sentences)
    return choice.tell(passage.say) or blank("shorter")
