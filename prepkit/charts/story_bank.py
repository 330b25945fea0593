"""The story bank as a grid: principles down, stories across, a shade and a number for each strength."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from prepkit.charts.chart import (
    LINE,
    SMALL,
    WIDTH,
    Chart,
    begin,
    fold,
    name_rows,
    name_ticks,
    say_missing,
    write,
    write_left,
)
from prepkit.charts.theme import BLUE, INK, MUTED, ON_MARK, TRACK

MOST = 12  # stories that fit side by side; a loop asks for no more
_NAMES = 316  # pixels
_ROW = 24
_WIDEST = 46
_TOTALS = 96
_OPACITY = {1: 0.16, 2: 0.42, 3: 1.0}  # one hue; the number says the same
_WORDS = {1: "weak", 2: "fair", 3: "strong"}
_TIERS = {"A": "Nearly always asked", "B": "Often asked", "C": "Seldom asked"}


def story_bank(scores: pd.DataFrame) -> Chart:
    """Draw the strength of each story for each principle; of more than twelve stories, the strongest.

    Args:
        scores: The table of `score_stories`.
    """
    if scores.empty:
        return say_missing("No story yet. Write the first one in the form further down.")
    shown = _pick(scores)
    number = scores["story"].nunique()
    title = _say_title(scores, number)
    note = "3 strong, 2 fair, 1 weak, blank: not tagged. Outlined: the story's main principle."
    if number > MOST:
        note += f" Shown: the {MOST} strongest of {number:,} stories; the counts at the right are of all."
    principles = scores.drop_duplicates("principle").sort_values("tier", kind="stable")
    heads = principles["tier"].ne(principles["tier"].shift()).cumsum()  # how many headings stand above each row
    places = {each: row + heads for row, (each, heads) in enumerate(zip(principles["principle"], heads, strict=True))}
    rows = len(principles) + int(heads.iloc[-1])
    width = len(shown) * min(_WIDEST, (WIDTH - _NAMES - _TOTALS) / max(len(shown), 6))
    folded = [fold(f"{place}. {title}", WIDTH, SMALL) for place, title in enumerate(shown.values(), start=1)]
    key = [line for text in folded for line in text.splitlines()[:2]]
    foot = LINE * len(key) + 12
    sides = {"left": _NAMES, "right": WIDTH - _NAMES - width, "foot": foot, "above": 12 + LINE}
    chart, axes = begin(title, _summarize(title, scores, shown), rows * _ROW, **sides, note=note)
    axes.set(xlim=(0.5, len(shown) + 0.5), ylim=(rows - 0.5, -0.5))
    axes.tick_params(axis="x", labeltop=True, labelbottom=False, pad=-8)
    name_ticks(axes.xaxis, range(1, len(shown) + 1), [str(place) for place in range(1, len(shown) + 1)])
    name_rows(axes, list(places.values()), principles["name"].tolist())
    for tier, first in principles.drop_duplicates("tier")[["tier", "principle"]].itertuples(index=False):
        write_left(axes, places[first] - 0.95, _TIERS[tier], color=MUTED)
    _draw_cells(axes, scores, list(shown), places)
    write_left(axes, rows, "\n".join(key), va="top", linespacing=1.4)
    return chart


def _draw_cells(axes: Axes, scores: pd.DataFrame, shown: list[str], places: dict[str, int]) -> None:
    axes.barh(list(places.values()), len(shown), left=0.5, height=0.84, color=TRACK, linewidth=0)
    usable = scores[scores["strength"] >= 2].groupby("principle").size()
    for principle, y in places.items():
        count = int(usable.get(principle, 0))
        color = MUTED if count else INK
        write(axes, len(shown) + 0.7, y, f"{count} usable" if count else "none usable", color=color, size=SMALL)
    tagged = scores[(scores["strength"] > 0) & scores["story"].isin(shown)]
    for strength, cells in tagged.groupby("strength"):
        xs = [shown.index(story) + 1 for story in cells["story"]]
        ys = [places[principle] for principle in cells["principle"]]
        fill, text = _OPACITY[int(str(strength))], ON_MARK if strength == 3 else INK
        axes.barh(ys, 0.94, left=[x - 0.47 for x in xs], height=0.84, color=BLUE, alpha=fill, linewidth=0)
        for x, y in zip(xs, ys, strict=True):
            write(axes, x, y, str(strength), color=text, size=SMALL, ha="center")
    main = tagged[tagged["use"] == "main"]
    lefts = [shown.index(story) + 0.55 for story in main["story"]]
    ys = [places[principle] for principle in main["principle"]]
    axes.barh(ys, 0.9, left=lefts, height=0.78, color="none", edgecolor=INK, linewidth=1.2, label="main principle")


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


def _summarize(title: str, scores: pd.DataFrame, shown: dict[str, str]) -> str:
    tagged = scores[(scores["strength"] > 0) & scores["story"].isin(list(shown))]
    numbers = {story: place for place, story in enumerate(shown, start=1)}
    told: dict[str, list[str]] = {name: [] for name in scores.drop_duplicates("principle")["name"]}
    for row in tagged.to_dict("records"):
        told[row["name"]].append(f"story {numbers[row['story']]} {_WORDS[row['strength']]}")
    facts = "; ".join(f"{name}: {', '.join(stories) or 'none'}" for name, stories in told.items())
    key = "; ".join(f"{place} {text}" for place, text in enumerate(shown.values(), start=1))
    more = "" if scores["story"].nunique() <= MOST else f" Only the {MOST} strongest stories are shown."
    return f"{title}.{more} {facts}. Stories: {key}."
