"""What scores amount to: a verdict, a grade of recall, the weak dimensions, a trend."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Clock, Grade, RubricDimension, Verdict
from prepkit.models import Mock, Score
from prepkit.models.listing import Listing

WEAK = 3  # a dimension under this counts against the verdict; one at or under it is drilled
ENOUGH = 5  # scored answers from which on a trend may be read
_DTYPES = {"date": "datetime64[s]", "kind": "str", "mean": "float64", "verdict": "str", "minutes": "float64"}


@dataclass(frozen=True)
class Judgment:
    """What a set of scores amounts to: `verdict` is the content's id, `name` its name, `reason` why, in words."""

    verdict: str
    name: str
    mean: float
    reason: str


def find_clock(kind: str) -> Clock:
    """Return the clock of a kind of mock, such as `bar raiser`."""
    return next(clock for clock in load(Clock) if clock.kind == kind)


def list_dimensions(kind: str) -> list[RubricDimension]:
    """Return the dimensions that a kind of mock is scored by, in the rubric's order."""
    rubric = find_clock(kind).rubric
    return [dimension for dimension in load(RubricDimension) if dimension.rubric == rubric]


def read_scores(scores: Iterable[Score]) -> dict[str, int]:
    """Return the given scores by dimension; the last one counts where a dimension stands twice."""
    return {each.dimension: each.score for each in scores if each.score is not None and each.dimension}


def judge_scores(scores: Mapping[str, float], integrity_problem: str = "") -> Judgment | None:
    """Judge one set of scores by the thresholds of the content; None if nothing is scored.

    Args:
        scores: Scores from 1 to 5 by dimension; those of two raters as their mean.
        integrity_problem: A claim that did not hold; if there is one, the lowest verdict holds whatever the scores.
    """
    if not scores:
        return None
    mean = sum(scores.values()) / len(scores)
    weak = sum(score < WEAK for score in scores.values())
    verdicts = load(Verdict)
    if integrity_problem.strip():
        lowest = verdicts[-1]
        return Judgment(lowest.id, lowest.name, mean, "a claim did not hold, and no score outweighs that")
    held = next((each for each in verdicts if mean >= each.least_mean and weak <= each.most_weak), verdicts[-1])
    reason = f"mean {mean:.2f}, {_say_weak(weak)} under {WEAK}"
    if held is verdicts[-1]:
        bar = verdicts[-2]
        most = f"{_say_weak(bar.most_weak)} under {WEAK}"
        reason += f"; the bar is a mean of {bar.least_mean:g}, and {most} at most"
    return Judgment(held.id, held.name, mean, reason)


def judge_mock(mock: Mock) -> Judgment | None:
    """Judge a mock by the mean of its raters, dimension by dimension; None if nothing is scored."""
    return judge_scores(average_raters(mock), mock.integrity_problem)


def average_raters(mock: Mock) -> dict[str, float]:
    """Return each dimension's mean over the raters who scored it."""
    given: dict[str, list[int]] = defaultdict(list)
    for scores in (mock.scores, mock.partner_scores):
        for dimension, score in read_scores(scores).items():
            given[dimension].append(score)
    return {dimension: sum(scores) / len(scores) for dimension, scores in given.items()}


def grade(mean: float, *, over_time: bool = False) -> str:
    """Turn a mean of scores into a grade of recall: `again`, `hard`, `good` or `easy`.

    An answer that ran over its time is graded one step lower.
    """
    grades = load(Grade)
    place = max(number for number, each in enumerate(grades) if number == 0 or mean >= each.least_mean)
    return grades[max(0, place - over_time)].id


def find_weak(mocks: Sequence[Mock]) -> dict[str, float]:
    """Return the dimensions whose latest score was at most 3, by dimension, in the rubrics' order."""
    latest: dict[str, float] = {}
    for mock in sorted(mocks, key=lambda one: one.date or dt.date.min):
        latest |= average_raters(mock)
    known = [dimension.id for dimension in load(RubricDimension)]
    return {dimension: latest[dimension] for dimension in known if latest.get(dimension, WEAK + 1) <= WEAK}


def trace_scores(mocks: Sequence[Mock], today: dt.date) -> Listing:
    """List the scored answers by day, for their trend.

    Args:
        mocks: Mock interviews and timed answers.
        today: Those dated later are left out, as are those without a date or a score.

    Returns:
        Columns date (datetime64[s]), kind (str), mean (float64, 1 to 5, over all raters), verdict (str), minutes
        (float64, NaN if not timed), the earliest first. The summary says what can be concluded: nothing from fewer
        than five.
    """
    rows = []
    for mock in sorted(mocks, key=lambda one: one.date or dt.date.min):
        judged = judge_mock(mock)
        if judged and mock.date and mock.date <= today:
            rows.append((mock.date, mock.mock_kind, judged.mean, judged.name, mock.minutes))
    frame = pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)
    return Listing(frame, _conclude(frame["mean"].tolist()))


def _conclude(means: list[float]) -> str:
    if not means:
        return f"No answer is scored yet. {_spell(ENOUGH)} are needed before a trend can be read."
    if len(means) < ENOUGH:
        return f"{_spell(ENOUGH)} are needed to see a trend, you have {_spell(len(means)).lower()}."
    half = len(means) // 2
    before, after = sum(means[:half]) / half, sum(means[-half:]) / half
    change = after - before
    if abs(change) < 0.25:
        return f"Your mean has stayed about the same: {before:.1f} in the first half, {after:.1f} in the second."
    way = "risen" if change > 0 else "fallen"
    return f"Your mean has {way} from {before:.1f} in the first half of {len(means)} answers to {after:.1f}."


def _say_weak(weak: int) -> str:
    return "no dimension" if not weak else f"{weak} dimension{'s' if weak > 1 else ''}"


def _spell(number: int) -> str:
    return ("None", "One", "Two", "Three", "Four", "Five")[number]
