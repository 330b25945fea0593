"""How durations, dates and lists are said to a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

_LABEL_LENGTH = 60


def say_hours(minutes: int) -> str:
    """Say minutes exactly: `45 min`, `8 h`, `14 h 38 min`."""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return f"{rest} min" if rest else "0 h"
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"


def say_decimal(value: Fraction | float, *, up: bool = False) -> str:
    """Say a number with at most one decimal, rounded half to even, or always up."""
    tenths = Fraction(value) * 10
    rounded = -(-tenths // 1) if up else round(tenths)
    whole, tenth = divmod(int(rounded), 10)
    return f"{whole:,}.{tenth}" if tenth else f"{whole:,}"


def say_count(number: int, one: str, many: str = "") -> str:
    """Say a number with its noun: `1 week`, `2 weeks`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_span(days: int) -> str:
    """Say days as weeks and days: `4 days`, `3 weeks`, `4 weeks and 2 days`."""
    weeks, rest = divmod(days, 7)
    parts = [say_count(weeks, "week")] if weeks else []
    if rest or not weeks:
        parts.append(say_count(rest, "day"))
    return " and ".join(parts)


def say_date(date: dt.date) -> str:
    """Say a date in full: `February 27, 2026`."""
    return f"{date:%B} {date.day}, {date.year}"


def say_dates(first: dt.date, last: dt.date) -> str:
    """Say a range of dates, the year once if it is the same: `January 26 to February 26, 2026`."""
    if first == last:
        return say_date(first)
    start = f"{first:%B} {first.day}" if first.year == last.year else say_date(first)
    return f"{start} to {say_date(last)}"


def say_list(names: Sequence[str], most: int = 3) -> str:
    """List names, shortened, and count those beyond `most`: `A; B; C; and 3 more`."""
    shown = [shorten(name) for name in names[:most]]
    if len(names) > most:
        shown.append(f"and {len(names) - most:,} more")
    return "; ".join(shown)


def shorten(text: str) -> str:
    """Return a text as one line of at most 60 characters, cut with an ellipsis."""
    line = " ".join(text.split())
    if len(line) > _LABEL_LENGTH:
        line = line[: _LABEL_LENGTH - 1].rstrip(" ,;:.") + "…"
    return line.rstrip(" ,;")
