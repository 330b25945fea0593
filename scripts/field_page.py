"""The fields of every model as a document, made from the models themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prepkit.models.fields import Part
from prepkit.models.loop import Interviewer, Loop, OtherSession, Panel
from prepkit.models.metric_plan import Event, MetricPlan, Risk
from prepkit.models.practice import (
    CardReview,
    DrillAnswer,
    FollowUpAnswer,
    HoursEntry,
    Mock,
    PrincipleVote,
    Reading,
    Score,
)
from prepkit.models.prfaq import PRFAQ, FAQEntry
from prepkit.models.profile import FirstPlan, HourShares, PlannedWeek, Profile
from prepkit.models.resume import Bullet, Letter, Resume
from prepkit.models.scratch import AcknowledgedFinding, ScratchText
from prepkit.models.story import ImpactMetric, Story

DOCUMENTED: tuple[type[Part], ...] = (
    Profile,
    HourShares,
    Loop,
    OtherSession,
    FirstPlan,
    PlannedWeek,
    Story,
    ImpactMetric,
    Panel,
    Interviewer,
    PRFAQ,
    FAQEntry,
    Bullet,
    Resume,
    Letter,
    MetricPlan,
    Event,
    Risk,
    DrillAnswer,
    Mock,
    FollowUpAnswer,
    Score,
    PrincipleVote,
    HoursEntry,
    Reading,
    CardReview,
    AcknowledgedFinding,
    ScratchText,
)

_HEAD = """# Fields

What a person writes, field by field. This page is generated from `prepkit/models` by `make docs`, and a test
checks that it is current; the forms show the same titles, hints and limits. A number of words is what to aim for:
it is counted and never enforced. A text that is judged while you type is held to the rules of its kind that need no
more than the field itself: [rules.md](rules.md) names them.
"""


def render_fields() -> str:
    """Return the reference of all fields as Markdown."""
    return "\n".join([_HEAD, *(line for model in DOCUMENTED for line in _render(model))])


def _render(model: type[Part]) -> Iterator[str]:
    yield f"## {model.__name__}\n\n{(model.__doc__ or '').splitlines()[0]}\n"
    yield "| field | title | hint | limits |\n|---|---|---|---|"
    properties = model.model_json_schema()["properties"]
    for name, field in model.model_fields.items():
        limits = ", ".join(_limits(properties[name]))
        yield f"| `{name}` | {field.title} | {field.description} | {limits} |"
    yield ""


def _limits(schema: dict[str, Any]) -> Iterator[str]:
    options = [schema, *schema.get("anyOf", ())]
    for option in options:
        if "enum" in option:
            yield "one of " + ", ".join(f"`{value}`" if value else "blank" for value in option["enum"])
        if "minimum" in option or "maximum" in option:
            yield f"{option.get('minimum', 'any')} to {option.get('maximum', 'any')}"
        if "maxLength" in option:
            yield f"at most {option['maxLength']:,} characters"
        if option.get("format") == "date":
            yield "a date"
    if schema.get("words"):
        yield f"about {schema['words']} words"
    if schema.get("review"):
        section = f", section {schema['section']}" if schema.get("section") else ""
        yield f"judged as you type: {schema['review']}{section}"
