"""What it costs to look at a result before its time, and the boundaries that pay for it.

A test that is looked at K times, equally spaced, is a sum of K steps. The chance that it has crossed no boundary yet
is carried from look to look by numerical integration, as Armitage, McPherson and Rowe did in 1969: no simulation.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from prepkit.errors import UsageError
from prepkit.metrics.experiments.terms import require_number, require_share
from prepkit.models.listing import make_table

Shape = Literal["pocock", "obrien-fleming"]
MOST_LOOKS = 100
_NODES_A_UNIT = 6  # points of integration for each standard deviation of one step
_DEGREE, _REAL = 24, 1e-9
_USUAL_LOOKS = (1, 2, 3, 4, 5, 10, 20)
_COLUMNS = (
    "looks int64, false_alarms float64, pocock float64, obrien_fleming_first float64, obrien_fleming_last float64"
)


def find_false_alarms(looks: int, alpha: float = 0.05) -> float:
    """Return the chance, 0 to 1, that at least one of several looks calls a difference that is not there.

    Args:
        looks: How often the result is looked at, equally spaced, the last time at the planned end.
        alpha: The chance that each look alone is held to.

    Raises:
        UsageError: looks is not a whole number from 1 to 100, or alpha is not between 0 and 1.
    """
    from scipy.special import ndtri

    looks = _require_looks(looks)
    require_share(alpha, "alpha", why="0.05 is the usual choice")
    return _cross([float(ndtri(1 - alpha / 2))] * looks)


def find_boundaries(looks: int, alpha: float = 0.05, shape: Shape = "pocock") -> tuple[float, ...]:
    """Return the z that each look must reach so that all looks together raise a false alarm with chance alpha.

    Pocock asks the same of every look; O'Brien and Fleming ask much of early ones: final z times sqrt(looks / look).

    Raises:
        UsageError: looks is not a whole number from 1 to 100, alpha is not between 0 and 1, or there is no such shape.
    """
    if shape not in ("pocock", "obrien-fleming"):
        raise UsageError(f'no boundary "{shape}"', where="shape", cure='Name "pocock" or "obrien-fleming"')
    require_share(alpha, "alpha", why="0.05 is the usual choice")
    return _find_boundaries(_require_looks(looks), alpha, shape)


def tabulate_looks(counts: Iterable[int] = _USUAL_LOOKS, alpha: float = 0.05) -> pd.DataFrame:
    """Show what looking costs.

    Returns:
        Columns looks (int64), false_alarms (float64: percent of tests without any effect that are called), pocock
        (float64: z at every look), obrien_fleming_first and obrien_fleming_last (float64: z at the first and last).
    """
    rows = []
    for looks in counts:
        strict = find_boundaries(looks, alpha, "obrien-fleming")
        constant = find_boundaries(looks, alpha, "pocock")[0]
        alarms = 100 * find_false_alarms(looks, alpha)
        rows.append((looks, round(alarms, 1), round(constant, 3), round(strict[0], 3), round(strict[-1], 3)))
    return make_table(_COLUMNS, rows)


@functools.cache
def _find_boundaries(looks: int, alpha: float, shape: Shape) -> tuple[float, ...]:
    from numpy.polynomial import Chebyshev
    from scipy.special import ndtri

    build: Callable[[float], list[float]] = {
        "pocock": lambda z: [z] * looks,
        "obrien-fleming": lambda z: [z * math.sqrt(looks / look) for look in range(1, looks + 1)],
    }[shape]
    if looks == 1:
        return tuple(build(float(ndtri(1 - alpha / 2))))
    # One look alone asks the least that can do, each look at alpha / looks the most. In between the chance is so
    # smooth that a polynomial through two dozen points has it to nine digits, and needs no solver.
    ends = [float(ndtri(1 - alpha / 2)), float(ndtri(1 - alpha / 2 / looks))]
    missing = Chebyshev.interpolate(lambda zs: np.array([_cross(build(z)) - alpha for z in zs]), _DEGREE, ends)
    roots = missing.roots()
    real = roots.real[(abs(roots.imag) < _REAL) & (ends[0] - _REAL <= roots.real) & (roots.real <= ends[1] + _REAL)]
    return tuple(build(float(real[0])))


def _cross(boundaries: Sequence[float]) -> float:
    """Return the chance that a walk of normal steps leaves |sum of k steps| < boundary_k sqrt(k) at some k."""
    edge = boundaries[0]
    points, weights = _nodes(edge)
    density = _normal(points)
    for look, boundary in enumerate(boundaries[1:], start=2):
        edge = boundary * math.sqrt(look)
        ahead, ahead_weights = _nodes(edge)
        density = _normal(ahead[:, None] - points[None, :]) @ (density * weights)
        points, weights = ahead, ahead_weights
    return 1 - float(density @ weights)


def _nodes(edge: float) -> tuple[np.ndarray, np.ndarray]:
    count = 20 * max(2, math.ceil(edge * _NODES_A_UNIT / 20))  # few counts, since each is worth keeping
    points, weights = _legendre(count)
    return points * edge, weights * edge


@functools.cache
def _legendre(count: int) -> tuple[np.ndarray, np.ndarray]:
    points, weights = np.polynomial.legendre.leggauss(count)
    return np.asarray(points), np.asarray(weights)


def _normal(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi))


def _require_looks(looks: int) -> int:
    number = require_number(looks, "looks")
    if not (1 <= number <= MOST_LOOKS and number == int(number)):
        what = f"{number:.6g} is no whole number from 1 to {MOST_LOOKS}"
        raise UsageError(what, where="looks", cure="Count how often somebody reads the result")
    return int(number)
