"""The follow-up ladder: what a bar raiser would ask of a story, from its own blank, weak and full slots."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.rehearsal import Question
from prepkit.content.shapes.stories import Principle, Rung
from prepkit.models import Story
from prepkit.models.listing import make_table
from prepkit.stories.evidence import (
    compile_words,
    figure_pattern,
    find_evidence,
    name_slot,
    quote_sentence,
    read_slot,
    shorten,
)
from prepkit.text import read

_COLUMNS = "rung int64, state str, slot str, question str, why str"
_ORDER = ("blank", "weak", "principle", "full", "about you")
_WE, _I = frozenset(("we", "our", "us", "we're", "we'd")), frozenset(("i", "my", "me", "i'd"))
_WE_WORD = re.compile(r"(?<!\w)(?:we|our|us)(?!\w)", re.IGNORECASE)
_READ = 20_000  # characters of a slot that are looked at


@dataclass(frozen=True)
class Step:
    """One question of a ladder; `state` says why it is asked: blank, weak, principle, full, or about you."""

    state: str
    slot: str
    question: str
    why: str


def climb_ladder(story: Story) -> pd.DataFrame:
    """Ask of a story what a bar raiser would: about blank slots first, then weak ones, then signals that are missing.

    Slots that hold are asked about last, with the probe that comes next, and then come questions about you. A question
    quotes your own words where there are some. Questions stand in `content/ladder.toml`, which also says what is weak.

    Returns:
        Columns rung (int64, from 1), state (str: blank, weak, principle, full, about you), slot (str: the slot's title
        or the principle's name), question (str), why (str).
    """
    steps = list_steps(story)
    rows = [(rung, step.state, step.slot, step.question, step.why) for rung, step in enumerate(steps, start=1)]
    return make_table(_COLUMNS, rows)


def list_steps(story: Story) -> list[Step]:
    """Return the questions of `climb_ladder` in their order."""
    steps = [*_ask_slots(story), *_ask_signals(story), *_ask_about_you(story)]
    return sorted(steps, key=lambda step: _ORDER.index(step.state))


def pick_follow_ups(story: Story, principle: str, most: int = 3) -> list[str]:
    """Return the likeliest follow-ups when a story is told for a principle.

    Its missing signals come first, then what is blank or weak, then probes of the slots that the principle rests on.
    """
    name = find(Principle, principle).name
    steps = list_steps(story)
    own = [step for step in steps if step.state == "principle" and step.slot == name]
    open_ = [step for step in steps if step.state in ("blank", "weak")]
    full = [step for step in steps if step.state == "full"]
    needs = [each.need for each in find_evidence(story, principle)]
    rested = list(dict.fromkeys(name_slot(slot) for need in needs for slot in (*need.slots, *need.also)))
    full.sort(key=lambda step: rested.index(step.slot) if step.slot in rested else len(rested))
    return [step.question for step in (*own, *open_, *full)][:most]


@functools.cache
def _rungs() -> dict[str, tuple[Rung, ...]]:
    rungs: dict[str, list[Rung]] = {}
    for rung in load(Rung):
        rungs.setdefault(rung.slot, []).append(rung)
    return {slot: tuple(each) for slot, each in rungs.items()}


def _ask_slots(story: Story) -> Iterator[Step]:
    for slot, rungs in _rungs().items():
        text = read_slot(story, slot)[:_READ]
        rung = next((one for one in rungs if _applies(one, text)), None)
        if rung is not None:
            yield Step(rung.state, name_slot(slot), _fill(rung, text), rung.why)


def _applies(rung: Rung, text: str) -> bool:
    if rung.state == "blank" or not text:
        return rung.state == "blank" and not text
    match rung.check:
        case "figure":
            return not figure_pattern().search(text)
        case "we":
            lowers = read(text).lowers
            return sum(word in _WE for word in lowers) > sum(word in _I for word in lowers)
        case "short":
            return len(read(text).words) < rung.least
        case "says":
            return bool(compile_words(rung.words).search(text))
        case "lacks":
            return not compile_words(rung.words).search(text)
        case "":
            return True


def _fill(rung: Rung, text: str) -> str:
    if "{quote}" not in rung.question:
        return rung.question
    if rung.check == "we":
        quote = quote_sentence(text, _WE_WORD)
    elif rung.check == "says":
        quote = quote_sentence(text, compile_words(rung.words))
    else:
        quote = quote_sentence(text, figure_pattern())
    quote = quote.replace('"', "'")  # it stands between quotation marks of its own
    after = rung.question.partition('{quote}"')[2]
    if after[:1] != " " or not after[1:2].isupper():
        quote = quote.rstrip(".")
    elif quote[-1:].isalnum():
        quote += "."
    return rung.question.replace("{quote}", quote)


def _ask_signals(story: Story) -> Iterator[Step]:
    """Ask for signals that filled slots do not show; where a slot is blank, its own question has been asked."""
    known = {principle.id: principle for principle in load(Principle)}
    for principle in dict.fromkeys(story.principles):
        entry = known.get(principle)
        for each in find_evidence(story, principle) if entry else ():
            blank = any(not read_slot(story, slot) for slot in each.need.slots)
            if entry and not each.shown and not blank and not _waits_for_metric(story, each.need.slots):
                why = f"A signal that does not show yet: {entry.signals[each.need.signal - 1]}"
                yield Step("principle", entry.name, each.need.ask, why)


def _waits_for_metric(story: Story, slots: tuple[str, ...]) -> bool:
    return "customer_impact_metric" in slots and not story.customer_impact_metric.is_complete()


def _ask_about_you(story: Story) -> Iterator[Step]:
    if story.is_blank():
        return
    title = shorten(story.title, 60) or "this story"
    for question in load(Question):
        if question.topic == "integrity":
            yield Step("about you", title, question.text, "Interviewers compare what you say with what others would.")
