"""What a story still lacks before it can be told (G2-G4, G8)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from prepkit.models import Story
from prepkit.models.story import TOLD_SLOTS

# What an interviewer asks for, in the order of the form.
_NEEDED = (TOLD_SLOTS[0], "customer", *TOLD_SLOTS[1:], "principles")


def find_gaps(stories: Iterable[Story]) -> pd.DataFrame:
    """Say what each story still lacks.

    Returns:
        Columns title (str), filled (int64), needed (int64), missing (str: the titles of blank slots, and the parts
        of the customer impact metric that are blank), one row a story in their order.
    """
    rows = []
    for story in stories:
        missing = [str(Story.model_fields[name].title) for name in _NEEDED if not getattr(story, name)]
        metric = story.customer_impact_metric
        if not metric.is_complete():
            blank = [
                str(field.title).lower() for name, field in type(metric).model_fields.items() if _is_blank(metric, name)
            ]
            missing.append(f"Customer impact metric ({', '.join(blank)})")
        needed = len(_NEEDED) + 1
        rows.append((story.label, needed - len(missing), needed, ", ".join(missing)))
    columns = {"title": "str", "filled": "int64", "needed": "int64", "missing": "str"}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _is_blank(metric: object, name: str) -> bool:
    return getattr(metric, name) in ("", None)
