"""The story bank as a grid: principles down, stories across, a color and a number for each strength."""

from __future__ import annotations

from typing import Any

import pandas as pd

from prepkit.charts.chart import INK, MARGIN, MUTED, TRACK, WIDTH, Chart, say_missing
from prepkit.charts.lettering import LINE_HEIGHT, wrap

MOST = 12  # stories that fit side by side; a loop asks for no more
_NAMES = 312
_ROW = 24
_CELL_HEIGHT = 20
_GAP = 2
_WIDEST = 46
_TOTALS = 96
# One hue from light to dark; the number says the same. Text on the darkest is white.
_COLORS = {1: "#d6e6f4", 2: "#7fb3d9", 3: "#0f5c96"}
_TEXT = {1: INK, 2: INK, 3: "white"}
_WORDS = {1: "weak", 2: "fair", 3: "strong"}
_TIERS = {"A": "Nearly always asked", "B": "Often asked", "C": "Seldom asked"}


def story_bank(scores: pd.DataFrame) -> Chart:
    """Draw the strength of each story for each principle; of more than twelve stories, the strongest.

    Args:
        scores: The table of `score_stories`.
    """
    if scores.empty:
        return say_missing("No story yet. Write the first one in the form further down, then run this cell again.")
    shown = _pick(scores)
    number = scores["story"].nunique()
    usable = scores[scores["strength"] >= 2].groupby("principle").size()
    chart = Chart()
    title = _say_title(scores, number)
    y = chart.write(MARGIN, MARGIN, [title], bold=True)
    y = _draw_legend(chart, y, number)
    cell = min(_WIDEST, (WIDTH - 2 * MARGIN - _NAMES - _TOTALS) / max(len(shown), 6))
    grid = scores[scores["story"].isin(shown)].to_dict("records")
    cells = {(row["principle"], row["story"]): row for row in grid}
    y = _draw_head(chart, y, list(shown), cell)
    for tier, rows in scores.drop_duplicates("principle").groupby("tier", sort=True):
        y = chart.write(MARGIN, y + 4, [_TIERS[str(tier)]], color=MUTED) + 2
        for row in rows.to_dict("records"):
            count = int(usable.get(row["principle"], 0))
            _draw_row(chart, y, row, [cells[row["principle"], story] for story in shown], cell)
            x = MARGIN + _NAMES + len(shown) * cell + 12
            chart.write(x, y, [f"{count} usable" if count else "none usable"], color=MUTED if count else INK)
            y += _ROW
    y = _draw_key(chart, y + 10, shown)
    return chart.finish(y + MARGIN, _summarize(title, scores, shown))


def _pick(scores: pd.DataFrame) -> dict[str, str]:
    """Return titles by story id, as ordered: of more than twelve, the strongest for each principle in turn."""
    titles = {str(row["story"]): str(row["title"]) for row in scores.drop_duplicates("story").to_dict("records")}
    if len(titles) <= MOST:
        return titles
    tagged = scores[scores["strength"] > 0].assign(main=scores["use"] == "main")
    ranked = tagged.sort_values(["strength", "main"], ascending=False, kind="stable")
    ranked = ranked.assign(turn=ranked.groupby("principle").cumcount()).sort_values("turn", kind="stable")
    best = set(list(dict.fromkeys([*ranked["story"], *titles]))[:MOST])
    return {story: title for story, title in titles.items() if story in best}


def _say_title(scores: pd.DataFrame, number: int) -> str:
    usable = scores.loc[scores["strength"] >= 2, "principle"].nunique()
    stories = "1 story" if number == 1 else f"{number:,} stories"
    return f"{stories}, usable for {usable} of {scores['principle'].nunique()} principles"


def _draw_legend(chart: Chart, y: float, number: int) -> float:
    lines = ["3 strong, 2 fair, 1 weak, blank: not tagged. Outlined: the story's main principle."]
    if number > MOST:
        lines.append(f"Shown: the {MOST} strongest of {number:,} stories. The counts at the right are of all.")
    return chart.write(MARGIN, y, lines, color=MUTED) + 6


def _draw_head(chart: Chart, y: float, stories: list[str], cell: float) -> float:
    for place in range(len(stories)):
        x = MARGIN + _NAMES + place * cell + cell / 2
        chart.write(x, y, [str(place + 1)], color=MUTED, align="center")
    return y + LINE_HEIGHT - 6


def _draw_row(chart: Chart, y: float, row: dict[Any, Any], cells: list[dict[Any, Any]], cell: float) -> None:
    chart.write(MARGIN, y, [str(row["name"])])
    for place, one in enumerate(cells):
        box = (MARGIN + _NAMES + place * cell, y, cell - _GAP, _CELL_HEIGHT)
        strength = int(one["strength"])
        outline = INK if one["use"] == "main" and strength else ""
        chart.fill([box], _COLORS.get(strength, TRACK), outline=outline)
        if strength:
            chart.write(box[0] + box[2] / 2, y, [str(strength)], color=_TEXT[strength], align="center")


def _draw_key(chart: Chart, y: float, shown: dict[str, str]) -> float:
    for place, title in enumerate(shown.values(), start=1):
        chart.write(MARGIN + 22, y, [str(place)], color=MUTED, align="right")
        y = chart.write(MARGIN + 32, y, wrap(title, WIDTH - 2 * MARGIN - 32)[:2])
    return y


def _summarize(title: str, scores: pd.DataFrame, shown: dict[str, str]) -> str:
    tagged = scores[(scores["strength"] > 0) & scores["story"].isin(list(shown))]
    numbers = {story: place for place, story in enumerate(shown, start=1)}
    parts = []
    for _, group in tagged.groupby("principle", sort=False):
        rows = group.to_dict("records")
        told = ", ".join(f"story {numbers[row['story']]} {_WORDS[row['strength']]}" for row in rows)
        parts.append((rows[0]["name"], told))
    by_name = dict(parts)
    names = scores.drop_duplicates("principle")["name"]
    facts = "; ".join(f"{name}: {by_name.get(name, 'none')}" for name in names)
    key = "; ".join(f"{place} {text}" for place, text in enumerate(shown.values(), start=1))
    more = "" if scores["story"].nunique() <= MOST else f" Only the {MOST} strongest stories are shown."
    return f"{title}.{more} {facts}. Stories: {key}."
