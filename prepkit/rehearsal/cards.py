"""What can be rehearsed: stories, principles, prompts, metrics, the arithmetic of experiments, weak dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Drill, FollowUp, Prompt, RubricDimension
from prepkit.content.shapes.stories import Principle
from prepkit.models import MetricPlan, Mock, Profile, Story
from prepkit.models.preparation import Preparation
from prepkit.rehearsal.scores import find_weak

CardKind = Literal["story", "dimension", "principle", "metric", "experiment", "prompt"]
KINDS: dict[CardKind, str] = {
    "story": "Story recall",
    "dimension": "Weak dimension",
    "principle": "Principle",
    "metric": "Metric definition",
    "experiment": "Experiment arithmetic",
    "prompt": "Prompt drill",
}
# How likely an interviewer is to draw a principle, by tier; a principle with no story yet comes up twice as often.
TIER_WEIGHT = {"A": 4, "B": 2, "C": 1}
UNCOVERED_WEIGHT = 2
_LIKELY_PROMPT = 2  # a prompt of the organization that one applies to
_PLANNED = {
    "primary_metric": "primary metric",
    "guardrail_metrics": "guardrails",
    "counter_metric": "counter-metric",
}


@dataclass(frozen=True)
class Card:
    """One thing to rehearse: `front` is asked, `back` is what should have come, `weight` how much it matters."""

    id: str
    kind: CardKind
    about: str
    front: str
    back: str
    weight: float = 1.0
    why: str = ""


def make_cards(prep: Preparation) -> list[Card]:
    """Return every card that a preparation offers now; a card whose story or plan is gone is not among them."""
    stories = prep.stories
    return [
        *_make_stories(stories),
        *_make_dimensions(prep.mocks),
        *_make_principles(stories),
        *_make_metrics(prep.metric_plans),
        *_make_drills("experiment"),
        *_make_prompts(prep.profile),
    ]


def cover(stories: Iterable[Story]) -> set[str]:
    """Return the ids of the principles that a story is told for."""
    return {principle for story in stories for principle in story.principles}


def weigh_principle(principle: Principle, covered: set[str]) -> int:
    """Say how much a principle matters: how likely it is asked, and twice as much if no story covers it."""
    return TIER_WEIGHT[principle.tier] * (1 if principle.id in covered else UNCOVERED_WEIGHT)


def explain_principle(principle: Principle, covered: set[str]) -> str:
    """Say why a principle comes up."""
    likely = {"A": "asked in most loops", "B": "asked often", "C": "asked now and then"}[principle.tier]
    return likely if principle.id in covered else f"no story covers it yet; {likely}"


def _make_stories(stories: Sequence[Story]) -> Iterator[Card]:
    for story in stories:
        if story.is_blank():
            continue
        numbers = story.customer_impact_metric.describe() or "[customer impact metric]"
        decision = story.product_decision or "[product decision]"
        front = f"Say the heading and the numbers of “{story.title or 'your untitled story'}”, from memory."
        weight = 4.0 + story.customer_impact_metric.is_complete()
        yield Card(
            f"story:{story.id}", "story", story.label, front, f"{numbers}\n{decision}", weight, "a story of yours"
        )


def _make_dimensions(mocks: Sequence[Mock]) -> Iterator[Card]:
    for dimension, score in find_weak(mocks).items():
        entry = next(each for each in load(RubricDimension) if each.id == dimension)
        front = f"Answer any question once more, and mind one thing only: {_lower(entry.name)}."
        why = f"scored {score:g} last time"
        yield Card(f"dimension:{entry.id}", "dimension", entry.name, front, entry.five, 6 - score, why)


def _make_principles(stories: Sequence[Story]) -> Iterator[Card]:
    covered = cover(stories)
    for each in load(Principle):
        told = [story.label for story in stories if each.id in story.principles]
        back = f"{each.meaning}\nYour stories: {'; '.join(told) if told else 'none yet'}."
        front = f"{each.name}: what does it mean, and which story of yours shows it?"
        why = explain_principle(each, covered)
        yield Card(f"principle:{each.id}", "principle", each.name, front, back, weigh_principle(each, covered), why)


def _make_metrics(plans: Sequence[MetricPlan]) -> Iterator[Card]:
    for plan in plans:
        for field, name in _PLANNED.items():
            text = getattr(plan, field)
            if text.strip():
                front = f"Define the {name} of “{plan.label}”, so that two people would count the same."
                yield Card(f"metric:{plan.id}.{field}", "metric", plan.label, front, text, 3.0, "from your metric plan")
    yield from _make_drills("metric")


def _make_drills(kind: Literal["metric", "experiment"]) -> Iterator[Card]:
    for drill in load(Drill):
        if drill.kind == kind:
            yield Card(
                f"{kind}:{drill.id}", kind, KINDS[kind], drill.front, drill.back, 1.0, "asked in technical rounds"
            )


def _make_prompts(profile: Profile) -> Iterator[Card]:
    twists = load(FollowUp)
    for number, prompt in enumerate(load(Prompt)):
        likely = is_likely(prompt, profile)
        twist = twists[number % len(twists)]
        back = f"The customer, the pain, and a press release's heading in one minute. Then: {twist.text}"
        why = "your organization" if likely else "product sense"
        weight = _LIKELY_PROMPT if likely else 1
        yield Card(f"prompt:{prompt.id}", "prompt", prompt.organization, prompt.text, back, weight, why)


def is_likely(prompt: Prompt, profile: Profile) -> bool:
    """Tell whether a prompt is of the organization that one applies to."""
    return prompt.organization.casefold() == str(profile.organization).casefold()


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
