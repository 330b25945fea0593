"""How strong each story is for each principle, with the reason (G7, G8, G9)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.lexicon import Cue
from prepkit.content.shapes.stories import Principle, StrengthLevel, TierWeight
from prepkit.models import Story
from prepkit.models.listing import make_table
from prepkit.stories.evidence import compile_words, count_signals

_COLUMNS = "story str, title str, principle str, name str, tier str, use str, strength int64, reason str"
_USES = ("main", "second", "third")


@dataclass(frozen=True)
class Rating:
    """How a story stands for one principle: `use` is main, second, third, also, or blank for none."""

    use: str
    strength: int
    reason: str


def score_stories(stories: Iterable[Story]) -> pd.DataFrame:
    """Score every story for every principle.

    A story that is not tagged with a principle has 0 for it. A tagged one has 1 (weak), 2 (fair) or 3 (strong), by the
    signals that its slots show, by whether its metric is complete, and by whether it could be anyone's; see
    `content/strength.toml` and `content/needs.toml`. Tags that are no principle are passed over.

    Returns:
        Columns story (str, its id), title (str), principle (str, its id), name (str), tier (str: A, B or C), use (str:
        main, second, third, also, or blank), strength (int64, 0 to 3), reason (str). One row a story and principle,
        stories as given, principles in the content's order.
    """
    entries = load(Principle)
    rows = [
        (story.id, story.label, entry.id, entry.name, entry.tier, rating.use, rating.strength, rating.reason)
        for story in stories
        for entry, rating in zip(entries, rate_story(story), strict=True)
    ]
    return make_table(_COLUMNS, rows)


def rate_story(story: Story) -> list[Rating]:
    """Rate a story for each principle, in the content's order."""
    return list(_rate_all(story))


@functools.lru_cache(maxsize=1024)
def _rate_all(story: Story) -> tuple[Rating, ...]:
    uses = {principle: _name_use(place) for place, principle in enumerate(dict.fromkeys(story.principles))}
    generic = is_generic(story)
    return tuple(
        _rate(story, entry.id, uses[entry.id], generic) if entry.id in uses else _NOT_TAGGED
        for entry in load(Principle)
    )


def is_generic(story: Story) -> bool:
    """Tell whether a story could be anyone's (G9): a tool was learned, or no customer, need and evidence is named."""
    if not any(slot.strip() for slot in (story.customer, story.customer_need, story.evidence)):
        return True
    if story.customer_impact_metric.is_complete():
        return False
    told = " ".join((story.title, story.situation, story.actions, story.learning))
    return bool(_generic_words().search(told))


def weigh_tier(tier: str) -> int:
    """Return how much a principle of a tier counts."""
    return find(TierWeight, tier).weight


def name_strength(strength: int) -> str:
    """Name a strength: none, weak, fair or strong."""
    return next((level.name for level in load(StrengthLevel) if level.level == strength), "none")


_NOT_TAGGED = Rating("", 0, "not tagged with it")


def _name_use(place: int) -> str:
    return _USES[place] if place < len(_USES) else "also"


@functools.cache
def _generic_words() -> re.Pattern[str]:
    return compile_words(find(Cue, "generic-learning").items)


def _rate(story: Story, principle: str, use: str, generic: bool) -> Rating:
    shown = count_signals(story, principle)
    complete = story.customer_impact_metric.is_complete()
    levels = sorted(load(StrengthLevel), key=lambda level: -level.level)
    reached = next((level for level in levels if _reaches(level, use, shown, complete, generic)), levels[-1])
    parts = [f"{use} principle", f"shows {shown} of 3 signals"]
    parts.append("complete metric" if complete else "metric incomplete")
    if generic:
        parts.append("could be anyone's story: no customer got anything")
    return Rating(use, reached.level, "; ".join(parts))


def _reaches(level: StrengthLevel, use: str, shown: int, complete: bool, generic: bool) -> bool:
    needed = level.main_signals if use == "main" else level.other_signals
    return shown >= needed and (complete or not level.complete_metric) and (level.generic or not generic)
