"""The areas of preparation, and its hours split among them, to the minute (G6)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import get_args

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.base import AreaKey
from prepkit.content.shapes.planning import Area, HourPreset
from prepkit.errors import UsageError, suggest
from prepkit.models import HourShares, Loop, Profile
from prepkit.models.listing import make_table
from prepkit.planning.loop import find_dropped_areas
from prepkit.planning.weeks import count_capacity

AREA_ORDER: tuple[str, ...] = get_args(AreaKey)


def list_areas() -> list[Area]:
    """Return the four areas of preparation: product sense, leadership stories, technical analytics, resume."""
    return [find(Area, area) for area in AREA_ORDER]


CUSTOM = "custom"
MAX_HOURS = 10**9
_COLUMNS = "area str, name str, share float64, minutes int64"
_TOLERANCE = Fraction(1, 10**6)


def allocate(
    hours: float,
    preset: str = "guide",
    shares: Mapping[str, float] | HourShares | None = None,
    *,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Split hours among the four areas.

    Args:
        hours: Hours in all, 0 or more.
        preset: The id of a preset in `hours.toml`, or `custom`.
        shares: Percent per area for `custom`, together 100; an area left out gets none. Other presets ignore it.
        without: Areas that get no hours; their share goes to the others in proportion.

    Returns:
        Columns area, name (str), share (float64, percent), minutes (int64), one row an area. The minutes sum to
        exactly `round(hours * 60)`: whole minutes go to the largest remainders, among equal ones to the earlier area.

    Raises:
        UsageError: hours are negative or not a number, the preset is unknown, or custom shares do not make 100.
    """
    total = _count_minutes(hours)
    percents = _leave_out(_find_shares(preset, shares), without)
    minutes = apportion(total, [percents[area.id] for area in list_areas()])
    rows = [
        (area.id, area.name, float(percents[area.id]), part) for area, part in zip(list_areas(), minutes, strict=True)
    ]
    return make_table(_COLUMNS, rows)


def allocate_preparation(profile: Profile, today: dt.date, loop: Loop | None = None) -> pd.DataFrame:
    """Split the hours of the whole preparation, days that are over included, by the profile's preset.

    It counts from the start date, or from today without one, to the day before the interview; without an interview
    date there is nothing to split. An area that no stage of the loop asks for gets none.

    Returns:
        The table of `allocate`.

    Raises:
        UsageError: the custom shares do not make 100.
    """
    start = profile.start_date or today
    days = (profile.interview_date - start).days if profile.interview_date else 0
    hours = count_capacity(profile, max(days, 0)) / 60
    return allocate(hours, profile.preset, profile.custom_shares, without=find_dropped_areas(loop))


def apportion(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Split a whole number in proportion to weights, by largest remainder; equal remainders favor the earlier weight.

    If the weights are whole numbers that sum to `total` or more, no part exceeds its weight. Weights that sum to 0
    leave every part at 0.
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    quotas = [Fraction(total * weight) / whole for weight in weights]
    parts = [math.floor(quota) for quota in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda place: parts[place] - quotas[place])
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _count_minutes(hours: float) -> int:
    cure = f"Give a number of hours from 0 to {MAX_HOURS:,}"
    if not _is_within(hours, MAX_HOURS):
        raise UsageError(f"{hours!r} is not a number of hours that can be split", where="hours", cure=cure)
    return round(hours * 60)


def _find_shares(preset: str, shares: Mapping[str, float] | HourShares | None) -> dict[str, Fraction]:
    if preset == CUSTOM:
        return _read_shares(shares)
    presets = {entry.id: entry.shares for entry in load(HourPreset)}
    if preset not in presets:
        cure = suggest(str(preset), [*presets, CUSTOM])
        raise UsageError(f'no preset "{preset}"', where="preset", cure=cure[0].upper() + cure[1:])
    return {area: Fraction(share) for area, share in presets[preset].items()}


def _leave_out(percents: dict[str, Fraction], without: Collection[str]) -> dict[str, Fraction]:
    kept = sum((share for area, share in percents.items() if area not in without), Fraction(0))
    if not without or not kept:  # a split that knows the left-out areas alone stays as it is
        return percents
    return {area: Fraction(0) if area in without else share * 100 / kept for area, share in percents.items()}


def _read_shares(shares: Mapping[str, float] | HourShares | None) -> dict[str, Fraction]:
    given = shares.model_dump() if isinstance(shares, HourShares) else dict(shares or {})
    read = dict.fromkeys(AREA_ORDER, Fraction(0))
    for area, share in given.items():
        if area not in read:
            cure = suggest(str(area), AREA_ORDER)
            raise UsageError(f'no area "{area}"', where="custom shares", cure=cure[0].upper() + cure[1:])
        if share is None:
            continue
        if not _is_within(share, 100):
            cure = "Give each area a percentage from 0 to 100"
            raise UsageError(f"{area} is {share!r}", where="custom shares", cure=cure)
        read[area] = Fraction(str(share))
    total = sum(read.values(), Fraction(0))
    if abs(total - 100) > _TOLERANCE:
        raise UsageError(
            f"the shares make {float(total):g}, not 100",
            where="custom shares",
            cure="Change them until the four areas make 100 together",
        )
    return read


def _is_within(value: float, most: float) -> bool:
    try:
        return 0 <= value <= most  # NaN compares false as well
    except TypeError:
        return False
