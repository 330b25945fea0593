"""What prepkit teaches, as tables to read: one row an entry of the content, its source last."""

from __future__ import annotations

from typing import Any

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes import lexicon, metrics, planning, rehearsal, stories, writing
from prepkit.content.shapes.base import Entry
from prepkit.errors import UsageError, suggest

TOPICS: dict[str, type[Entry]] = {
    "assumptions": planning.Assumption,
    "avoid": lexicon.OpenerList,
    "base pay": planning.BasePay,
    "beats": rehearsal.Beat,
    "drills": rehearsal.Drill,
    "event checks": metrics.EventCheck,
    "facts": planning.Fact,
    "follow-ups": rehearsal.FollowUp,
    "limits": writing.Limit,
    "principles": stories.Principle,
    "prompts": rehearsal.Prompt,
    "prfaq questions": writing.OfferedQuestion,
    "prfaq sections": writing.PRFAQSection,
    "questions": rehearsal.Question,
    "reframings": writing.Reframing,
    "rubrics": rehearsal.RubricDimension,
    "verbs": lexicon.VerbFamily,
    "verdicts": metrics.ResultVerdict,
}


def look_up(topic: str, /, *columns: str, **where: Any) -> pd.DataFrame:
    """Return the entries of a topic as a table.

    Args:
        topic: One of `TOPICS`, such as "principles" or "rubrics".
        *columns: The fields to show, in this order; none shows all.
        **where: Keep the entries whose field equals this value, as `rubric="behavioral"`.

    Returns:
        One row an entry, in the content's order; texts as str, lists joined with "; ".

    Raises:
        UsageError: there is no such topic or field; it suggests the nearest.
    """
    if topic not in TOPICS:
        raise UsageError(f'no topic "{topic}"', cure=suggest(topic, TOPICS))
    shape = TOPICS[topic]
    names = list(columns) or list(shape.model_fields)
    for name in (*names, *where):
        if name not in shape.model_fields:
            raise UsageError(f'{topic} have no field "{name}"', cure=suggest(name, shape.model_fields))
    kept = [entry for entry in load(shape) if all(getattr(entry, name) == value for name, value in where.items())]
    return pd.DataFrame({name: [_flatten(getattr(entry, name)) for entry in kept] for name in names})


def _flatten(value: Any) -> Any:
    return "; ".join(str(item) for item in value) if isinstance(value, tuple) else value
