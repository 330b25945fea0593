"""How far two raters agree on the same answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    """Compare two raters' scores of the dimensions that both have scored.

    Args:
        first: Scores from 1 to 5 by dimension.
        second: The other rater's.

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
    words = f"{head} Weighted kappa {kappa:.2f}: {_name(kappa)}.{few}"
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


def _name(kappa: float) -> str:
    words = next((words for bound, words in _WORDS if kappa >= bound), "")
    return f"{words} agreement" if words else "less agreement than chance would give"
