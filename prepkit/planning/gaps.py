"""What a story still lacks before it can be told (G2-G4, G8)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from prepkit.models import Story
from prepkit.models.sections import list_missing, told_sections


def find_gaps(stories: Iterable[Story]) -> pd.DataFrame:
    """Say what each story still lacks.

    Returns:
        Columns title (str), filled (int64), needed (int64), missing (str: the titles of blank slots, and the parts
        of the customer impact metric that are blank), one row a story in their order.
    """
    rows = []
    for story in stories:
        missing = list_missing(story)
        needed = sum(len(section.fields) for section in told_sections(type(story)))
        rows.append((story.label, needed - len(missing), needed, ", ".join(missing)))
    columns = {"title": "str", "filled": "int64", "needed": "int64", "missing": "str"}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)
