"""The results that a person can name: impact metrics of stories, product impact of resume lines."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from prepkit.models import Bullet, Story


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


def list_impacts(bullets: Iterable[Bullet]) -> pd.DataFrame:
    """Return the finished resume lines that count an outcome, grouped by its kind (G10).

    Returns:
        Columns impact (str: revenue, cost, satisfaction or time saved), line (str), sorted by kind, then as given.
    """
    rows = [(bullet.impact, bullet.rewritten) for bullet in bullets if bullet.impact and bullet.rewritten]
    return pd.DataFrame(rows, columns=["impact", "line"]).sort_values("impact", kind="stable", ignore_index=True)
