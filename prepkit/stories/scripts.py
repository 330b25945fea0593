"""A story as it is told aloud, beat by beat, within a number of seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepkit.blocks import Block, Paragraph, Readable, Table
from prepkit.content.library import find, load
from prepkit.content.shapes.stories import SpokenLength, StoryBeat
from prepkit.content.shapes.writing import Limit
from prepkit.errors import UsageError
from prepkit.models import Story
from prepkit.models.listing import make_table
from prepkit.stories.material import Choice, blank, count_words, gather

if TYPE_CHECKING:
    import pandas as pd

_SECONDS = (15, 600)
_PACES = (40, 400)
# Which beat gets its first sentence first, and who takes turns on the time that is left over.
_FIRST = ("result", "decision", "problem", "headline", "actions", "learning")
_THEN = ("problem", "decision", "actions", "result", "learning")
_DTYPES = "beat str, budget int64, words int64, text str"


@dataclass(frozen=True)
class SpokenBeat:
    """One beat: its name, its budget in words, what is said (or a blank), and how many words of it are said."""

    id: str
    name: str
    budget: int
    text: str
    words: int


@dataclass(frozen=True)
class LeftOut:
    """Sentences of a field that found no time: `sentences` of `of`."""

    title: str
    sentences: int
    of: int


@dataclass(frozen=True, repr=False)
class Script(Readable):
    """A story for so many `seconds` at a `pace` in words a minute, beat by beat, and what was left out of it."""

    story_id: str
    seconds: int
    pace: float
    beats: tuple[SpokenBeat, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def budget(self) -> int:
        """The words that the time holds."""
        return _hold(self.seconds, self.pace)

    @property
    def words(self) -> int:
        """The words that are said; blanks are not."""
        return sum(beat.words for beat in self.beats)

    @property
    def spoken_seconds(self) -> float:
        """How long it takes to say them."""
        return self.words * 60 / self.pace

    @property
    def text(self) -> str:
        """What is said, one paragraph a beat."""
        return "\n\n".join(beat.text for beat in self.beats if beat.text)

    def summary(self) -> str:
        """Say in one line how long it is, and what was left out."""
        spoken = f"{self.words} words, {self.spoken_seconds:.0f} of {self.seconds} seconds at {self.pace:g} a minute."
        untold = ", ".join(one.title for one in self.left_out if one.sentences == one.of)
        partly = ", ".join(one.title for one in self.left_out if one.sentences < one.of)
        parts = [f"Left out: {untold}." if untold else "", f"Shortened: {partly}." if partly else ""]
        return " ".join([spoken, *filter(None, parts)]) if self.left_out else f"{spoken} Nothing was left out."

    def frame(self) -> pd.DataFrame:
        """Return the beats as a table.

        Returns:
            Columns beat (str), budget (int64, words), words (int64), text (str), in telling order.
        """
        rows = [(beat.name, beat.budget, beat.words, beat.text) for beat in self.beats]
        return make_table(_DTYPES, rows)

    def __repr__(self) -> str:
        beats = [f"{beat.name} ({beat.words} of {beat.budget} words): {beat.text}" for beat in self.beats]
        return "\n".join([*beats, self.summary()])

    def read(self) -> Sequence[Block]:
        """Return the beats as a table, and what it says of them below."""
        frame = self.frame().rename(columns={"text": "what you say"})
        frame["words"] = [f"{beat.words} of {beat.budget}" for beat in self.beats]
        return [Table(frame.drop(columns="budget")), Paragraph(self.summary())]


def compose_script(story: Story, seconds: int = 120, *, pace: float | None = None) -> Script:
    """Compose what to say of a story in so many seconds.

    Each beat gets its share of the words. Whole sentences are chosen: first one for each beat, then what fits its
    budget, then what fits the time that is left. Of each field the first sentences are taken, since later ones lean
    on them. A script never holds more words than its time.

    Args:
        story: The story.
        seconds: 30, 90 or 120; others from 15 to 600 split the time as the next shorter of these.
        pace: Words spoken in a minute, 40 to 400; the middle of the content's limits if None (140).

    Raises:
        UsageError: seconds or pace are out of bounds.
    """
    limit = find(Limit, "speaking_pace")
    pace = (limit.high + (limit.low or limit.high)) / 2 if pace is None else pace
    if not _SECONDS[0] <= seconds <= _SECONDS[1]:
        raise UsageError(f"a script of {seconds:g} seconds", where="seconds", cure="Give a number from 15 to 600")
    if not _PACES[0] <= pace <= _PACES[1]:
        raise UsageError(f"a pace of {pace:g} words a minute", where="pace", cure="Give a number from 40 to 400")
    room = _hold(seconds, pace)
    budgets = _split(room, seconds)
    told = [beat for beat in load(StoryBeat) if budgets[beat.id]]
    choice = _choose(story, told, budgets, room)
    return Script(
        story_id=story.id,
        seconds=int(seconds),
        pace=float(pace),
        beats=tuple(_say(beat, choice, budgets[beat.id]) for beat in told),
        left_out=tuple(_find_left_out(choice)),
    )


def _hold(seconds: float, pace: float) -> int:
    return int(seconds * pace / 60)


def _split(room: int, seconds: float) -> dict[str, int]:
    """Split words by the shares of the longest listed length that is no longer; the largest remainders get the rest."""
    lengths = sorted(load(SpokenLength), key=lambda one: one.seconds)
    shares = next((one for one in reversed(lengths) if one.seconds <= seconds), lengths[0]).shares
    exact = {name: room * share / sum(shares.values()) for name, share in shares.items()}
    words = {name: int(value) for name, value in exact.items()}
    rest = sorted(exact, key=lambda name: words[name] - exact[name])
    for name in rest[: room - sum(words.values())]:
        words[name] += 1
    return words


def _choose(story: Story, told: list[StoryBeat], budgets: dict[str, int], room: int) -> Choice:
    choice = Choice(gather(story))
    beats = {beat.id: beat for beat in told}
    used = dict.fromkeys(beats, 0)
    for name in filter(beats.get, _FIRST):
        used[name] += _take_one(choice, beats[name], room - sum(used.values()))
    for name in beats:
        left = min(budgets[name] - used[name], room - sum(used.values()))
        used[name] += choice.fill(beats[name].prefer, left)
    went_on = True
    while went_on:
        before = sum(used.values())
        for name in filter(beats.get, _THEN):
            used[name] += _take_one(choice, beats[name], room - sum(used.values()))
        went_on = sum(used.values()) > before
    return choice


def _take_one(choice: Choice, beat: StoryBeat, room: int) -> int:
    return next((words for field in beat.prefer if (words := choice.take(field, room))), 0)


def _say(beat: StoryBeat, choice: Choice, budget: int) -> SpokenBeat:
    text = choice.tell(beat.say)
    if text:
        return SpokenBeat(beat.id, beat.name, budget, text, choice.count(beat.say))
    if not choice.offers(beat.say):
        return SpokenBeat(beat.id, beat.name, budget, beat.ask, 0)
    longest = max(count_words(choice.material[field][0]) for field in beat.say if choice.material[field])
    sayable = longest <= find(Limit, "sentence_words").high
    return SpokenBeat(beat.id, beat.name, budget, "" if sayable else blank("shorter"), 0)


def _find_left_out(choice: Choice) -> list[LeftOut]:
    fields = [field for beat in load(StoryBeat) for field in beat.say]
    return [
        LeftOut(str(Story.model_fields[field].title), len(sentences) - choice.taken.get(field, 0), len(sentences))
        for field in fields
        if len(sentences := choice.material[field]) > choice.taken.get(field, 0)
    ]
