"""Impact metrics of stories, as a table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from prepkit.models import Story


def list_metrics(stories: Iterable[Story]) -> pd.DataFrame:
    """Say each story's customer impact metric in one line.

    Returns:
        Columns title (str), metric (str, with square brackets for what is missing), complete (bool).
    """
    rows = []
    for story in stories:
        metric = story.customer_impact_metric
        rows.append((story.label, metric.describe() or "[no metric yet]", metric.is_complete()))
    return pd.DataFrame(rows, columns=["title", "metric", "complete"]).astype({"complete": "bool"})
