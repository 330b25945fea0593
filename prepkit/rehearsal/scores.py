"""What scores amount to: a verdict, a grade of recall, the weak dimensions, a trend."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Clock, Grade, RubricDimension, Verdict
from prepkit.models import CardReview, Mock, Score
from prepkit.models.listing import Listing, make_table

WEAK = 3  # a dimension under this counts against the verdict; one at or under it is drilled
ENOUGH = 5  # scored answers from which on a trend may be read
_DTYPES = "date datetime64[s], kind str, mean float64, verdict str, minutes float64"


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

    Those dated after today are left out, as are those without a date or a score.

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
    frame = make_table(_DTYPES, rows)
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


def runs_over(mock: Mock) -> bool:
    """Tell whether an answer was spoken for longer than its clock allows before it calls it late."""
    return mock.minutes is not None and mock.minutes * 60 > find_clock(mock.mock_kind).late


def review_mock(
    mock: Mock, *, cards: Iterable[str], weak: Iterable[str], when: dt.datetime, day: dt.date
) -> list[CardReview]:
    """Return the reviews that a scored answer adds to the log of cards, none if nothing is scored.

    Their ids are made of the mock's and the card's, so that logging an answer again changes nothing.

    Args:
        mock: The answer with its scores.
        cards: What was asked, by card id; graded by the mean of the scores, one step lower if it ran over.
        weak: The dimensions that are being drilled; each is graded by its own score.
        when: The moment, aware.
        day: The calendar day where the person was.
    """
    scores = average_raters(mock)
    if not scores:
        return []
    mean = sum(scores.values()) / len(scores)
    given = {card: grade(mean, over_time=runs_over(mock)) for card in cards if card}
    given |= {f"dimension:{one}": grade(scores[one]) for one in weak if one in scores}
    return [
        CardReview.model_validate({"id": _name(mock, card), "card": card, "rating": rating, "when": when, "day": day})
        for card, rating in given.items()
    ]


def _name(mock: Mock, card: str) -> str:
    return hashlib.blake2b(f"{mock.id} {card}".encode(), digest_size=8).hexdigest()


_POINTS = 5  # scores go from 1 to 5
_FEW = 5  # dimensions below which a coefficient says little
# What a weighted kappa is usually called, by Landis and Koch's bounds.
_WORDS = ((0.8, "very good"), (0.6, "good"), (0.4, "moderate"), (0.2, "fair"), (0.0, "slight"))


@dataclass(frozen=True)
class Agreement:
    """How far two raters agree: `kappa` (quadratic weights) is None where it cannot be computed; `words` say why."""

    both: int
    same: int
    within_one: int
    kappa: float | None
    words: str


def compare_raters(first: Mapping[str, int], second: Mapping[str, int]) -> Agreement:
    """Compare two raters' scores, 1 to 5 by dimension, of the dimensions that both have scored.

    Returns:
        Counts of dimensions, Cohen's kappa with quadratic weights, and a sentence that also says what it lacks.
    """
    pairs = [(first[name], second[name]) for name in first if name in second]
    if not first or not second:
        return Agreement(0, 0, 0, None, "Only one of you has scored, so there is nothing to compare yet.")
    if not pairs:
        return Agreement(0, 0, 0, None, "You have scored different dimensions, so there is nothing to compare.")
    same = sum(one == other for one, other in pairs)
    near = sum(abs(one - other) <= 1 for one, other in pairs)
    head = f"You gave the same score to {same} of {len(pairs)} dimensions, and were at most one apart on {near}."
    if len({score for pair in pairs for score in pair}) == 1:
        words = f"{head} All are the same score, so a coefficient of agreement cannot be computed."
        return Agreement(len(pairs), same, near, None, words)
    kappa = weigh_agreement(tabulate(pairs))
    few = f" From {len(pairs)} dimensions, take it as a hint." if len(pairs) < _FEW else ""
    words = f"{head} Weighted kappa {kappa:.2f}: {_name_agreement(kappa)}.{few}"
    return Agreement(len(pairs), same, near, kappa, words)


def tabulate(pairs: list[tuple[int, int]]) -> list[list[int]]:
    """Count pairs of scores in a table of five by five."""
    table = [[0] * _POINTS for _ in range(_POINTS)]
    for one, other in pairs:
        table[one - 1][other - 1] += 1
    return table


def weigh_agreement(table: Sequence[Sequence[int]]) -> float:
    """Return Cohen's kappa (1968) of a square table of counts, with quadratic weights.

    It is 1 less the disagreement that was seen over the one that the raters' own habits would give by chance.
    statsmodels computes the same, after an import that takes most of a second in the middle of a mock interview.
    """
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    places = [(one, other, (one - other) ** 2) for one in range(len(rows)) for other in range(len(columns))]
    seen = sum(apart * table[one][other] for one, other, apart in places)
    expected = sum(apart * rows[one] * columns[other] for one, other, apart in places)
    return 1.0 - float(seen * sum(rows) / expected)


def _name_agreement(kappa: float) -> str:
    words = next((words for bound, words in _WORDS if kappa >= bound), "")
    return f"{words} agreement" if words else "less agreement than chance would give"
