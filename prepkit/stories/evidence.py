"""Which signals of a principle a story shows and in which slot (G8), and how strong that makes it (G7, G9)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.lexicon import Cue, WordList
from prepkit.content.shapes.stories import Need, Principle, StrengthLevel, TierWeight
from prepkit.models import ImpactMetric, Story
from prepkit.models.listing import make_table
from prepkit.text import read

METRIC = "customer_impact_metric"
_COLUMNS = "story str, title str, signal int64, says str, shown bool, slots str, quote str, ask str"


@dataclass(frozen=True)
class Evidence:
    """One signal in one story: whether it is shown, the slots that show it or lack it, a quote, and what to ask."""

    need: Need
    shown: bool
    slots: tuple[str, ...]
    quote: str = ""


def check_principle(principle: str, stories: Iterable[Story]) -> pd.DataFrame:
    """Say for each story that is tagged with a principle which of its three signals it shows, and where.

    Args:
        principle: Its id.
        stories: Any stories; those without the tag are left out.

    Returns:
        Columns story (str, its id), title (str), signal (int64, 1 to 3), says (str: the signal), shown (bool), slots
        (str: titles of the slots that show it, or that are blank or do not say it), quote (str: the person's own words,
        blank unless shown), ask (str: the question that an interviewer would ask, blank if shown).

    Raises:
        UsageError: there is no such principle.
    """
    entry = find(Principle, principle)
    rows = [
        (
            story.id,
            story.label,
            each.need.signal,
            entry.signals[each.need.signal - 1],
            each.shown,
            ", ".join(each.slots),
            each.quote,
            "" if each.shown else each.need.ask,
        )
        for story in stories
        if principle in story.principles
        for each in find_evidence(story, principle)
    ]
    return make_table(_COLUMNS, rows)


def find_evidence(story: Story, principle: str) -> list[Evidence]:
    """Look for each signal of a principle in a story's slots; empty for a principle without needs."""
    return [_look_for(need, story) for need in _needs().get(principle, ())]


def count_signals(story: Story, principle: str) -> int:
    """Count the signals of a principle that a story shows, from 0 to 3."""
    return sum(_is_shown(need, story) for need in _needs().get(principle, ()))


def read_slot(story: Story, slot: str) -> str:
    """Return what stands in a slot; `customer_impact_metric` in one line, `customer_impact_metric.unit` its part."""
    name, _, part = slot.partition(".")
    value = getattr(story, name)
    if part:
        value = getattr(value, part)
    if isinstance(value, ImpactMetric):
        return value.describe()
    if isinstance(value, float):
        return f"{value:,.10g}"
    return "" if value is None else str(value).strip()


def name_slot(slot: str) -> str:
    """Return the title of a slot, or of a part of the metric."""
    name, _, part = slot.partition(".")
    if part:
        return f"Metric: {str(ImpactMetric.model_fields[part].title).lower()}"
    return str(Story.model_fields[name].title)


@functools.cache
def _needs() -> dict[str, tuple[Need, ...]]:
    needs: dict[str, list[Need]] = {}
    for need in load(Need):
        needs.setdefault(need.principle, []).append(need)
    return {principle: tuple(sorted(each, key=lambda need: need.signal)) for principle, each in needs.items()}


@functools.cache
def compile_words(words: Sequence[str]) -> re.Pattern[str]:
    """Compile words and phrases into one pattern that finds any of them; `audit*` also finds audits and audited."""
    parts = [re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


@functools.cache
def _pattern(need_id: str) -> re.Pattern[str] | None:
    need = find(Need, need_id)
    words = [*need.words, *(item for cue in need.cues for item in find(Cue, cue).items)]
    return compile_words(tuple(words)) if words else None


def _is_filled(story: Story, slot: str) -> bool:
    if slot == METRIC:
        return story.customer_impact_metric.is_complete()
    return bool(read_slot(story, slot))


def _is_shown(need: Need, story: Story) -> bool:
    if not all(_is_filled(story, slot) for slot in need.slots):
        return False
    return bool(_find_places(need, story))


def _find_places(need: Need, story: Story) -> dict[str, str]:
    """Return the texts, by slot, that say what a need looks for; a need without words is met by any text."""
    texts = {slot: read_slot(story, slot) for slot in (*need.slots, *need.also)}
    pattern = _pattern(need.id)
    said = {slot: text for slot, text in texts.items() if text and (pattern is None or pattern.search(text))}
    if need.figure and not any(figure_pattern().search(text) for text in texts.values()):
        return {}
    return said


def _look_for(need: Need, story: Story) -> Evidence:
    blank = tuple(name_slot(slot) for slot in need.slots if not _is_filled(story, slot))
    if blank:
        return Evidence(need, False, blank)
    places = _find_places(need, story)
    if not places:
        return Evidence(need, False, tuple(name_slot(slot) for slot in need.slots or need.also))
    slot, text = next(iter(places.items()))
    sought = [one for one in (_pattern(need.id), figure_pattern() if need.figure else None) if one]
    quote = text if slot == METRIC else quote_sentence(text, *sought)
    named = dict.fromkeys((slot, *need.slots))
    return Evidence(need, True, tuple(name_slot(each) for each in named), quote)


LONGEST = 140
_READ = 4000  # characters of a text that are looked through for a sentence to quote
_NO_COUNT = {"none", "nobody"}


@functools.cache
def figure_pattern() -> re.Pattern[str]:
    """Return a pattern that finds a number, in digits or written out."""
    words = [word for word in find(WordList, "number-word").words if word not in _NO_COUNT]
    return re.compile(rf"\d|\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def quote_sentence(text: str, *patterns: re.Pattern[str], longest: int = LONGEST) -> str:
    """Return the first sentence of a text that most of the patterns find, cut to `longest` characters.

    A sentence in the middle of quoted speech is carried on to the end of the speech.
    """
    start = text[:_READ]
    spans = read(start).sentences
    if not spans:
        return shorten(start, longest)
    best = max(spans, key=lambda span: sum(bool(one.search(start, span.start, span.end)) for one in patterns))
    sentence = start[best.start : best.end]
    if sentence.count('"') % 2:
        close = start.find('"', best.end)
        sentence = start[best.start : close + 1] if close > 0 else sentence
    return shorten(sentence, longest)


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return a text as one line of at most `longest` characters, cut between words with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    head, blank, _ = cut.rpartition(" ")
    return f"{(head if blank else cut).rstrip(' ,;:.')}…"


_STRENGTHS = "story str, title str, principle str, name str, tier str, use str, strength int64, reason str"
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
    return make_table(_STRENGTHS, rows)


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
