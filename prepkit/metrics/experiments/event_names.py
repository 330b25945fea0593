"""Is a plan of events one that a query can be written on? Names, triggers, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.content.library import find
from prepkit.content.shapes.metrics import EventCheck
from prepkit.models import Event, MetricPlan

_STYLES = {
    "small_letters_with_lines": re.compile(r"[a-z]+(_[a-z]+)*"),
    "Words With Capitals": re.compile(r"[A-Z][a-z]*( [A-Z][a-z]*)*"),
}


@dataclass(frozen=True)
class EventNote:
    """What is wrong with the event of this number, counted from 1, or with the whole plan where it is None."""

    number: int | None
    check: EventCheck
    text: str


def check_events(plan: MetricPlan) -> list[EventNote]:
    """Check the events of a plan by number, then the plan as a whole; blank rows are passed over."""
    named = [(number, event) for number, event in enumerate(plan.events, start=1) if event.name.strip()]
    usual = _find_style([event.name.strip() for _, event in named])
    counts = Counter(event.name.strip().lower() for _, event in named)
    notes = []
    for number, event in named:
        for check_id in _check_event(event, usual, counts):
            check = find(EventCheck, check_id)
            notes.append(EventNote(number, check, f"{event.name.strip()} {check.message}."))
    if named:
        notes += [
            EventNote(None, find(EventCheck, each), f"{find(EventCheck, each).message}.") for each in _check_plan(plan)
        ]
    return notes


def _check_event(event: Event, usual: str, counts: Counter[str]) -> Iterator[str]:
    name = event.name.strip()
    words = split_name(name)
    if len(words) < 2:
        yield "one-word"
    elif not is_past(words[-1]):
        yield "past-verb"
    if re.search(r"\d", name):
        yield "value-in-name"
    elif usual and not _STYLES[usual].fullmatch(name):
        yield "casing"
    if counts[name.lower()] > 1:
        yield "twice"
    blanks = {"no-trigger": event.trigger, "no-properties": event.properties, "no-metric": event.metrics}
    yield from (check for check, value in blanks.items() if not value.strip())
    if not event.owner.strip():
        yield "no-owner"


def _check_plan(plan: MetricPlan) -> Iterator[str]:
    last = {split_name(event.name)[-1] for event in plan.events if split_name(event.name)}
    for check_id in ("no-exposure", "no-failure"):
        if not last & set(find(EventCheck, check_id).words):
            yield check_id
    if not plan.identity.strip():
        yield "no-identity"


def split_name(name: str) -> list[str]:
    """Split the name of an event into its words, in small letters: at blanks, lines, dots and inner capitals."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return [word.lower() for word in re.split(r"[\W_]+", apart) if word]


def is_past(word: str) -> bool:
    """Tell whether a word, in small letters, may be a verb in the past tense."""
    return word in find(EventCheck, "past-verb").words or (word.endswith("ed") and len(word) > 3)


def _find_style(names: Sequence[str]) -> str:
    """Return the way in which most names are written; blank where none is the usual one."""
    counts = {style: sum(bool(form.fullmatch(name)) for name in names) for style, form in _STYLES.items()}
    best = max(counts, key=lambda style: counts[style])
    return best if counts[best] else ""
