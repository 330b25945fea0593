"""The dates of a job as the months that they name, for formats that ask for them."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:19|20)\d\d"
_POINT = re.compile(rf"(?:([A-Za-z]{{3}})[a-z]*\.?,? +|(0?[1-9]|1[0-2])[/.])?({_YEAR})|({_YEAR}-(?:0[1-9]|1[0-2]))")
_RANGE = re.compile(r" +(?:[-\u2010-\u2015\u2212]|to) +|[\u2010-\u2015\u2212]|(?<=\d{4})-(?=[A-Z]|\d{4})")
_PRESENT = ("present", "now", "today", "current", "ongoing")


def read_months(dates: str) -> tuple[str, str] | None:
    """Return the first and the last month or year as ISO 8601 has them; the last is empty for what goes on.

    None stands for dates that do not say so: "Summer 2020", "three years".
    """
    first, *rest = _RANGE.split(dates.strip())
    begun = _read_point(first)
    if not begun or len(rest) > 1:
        return None
    if not rest:
        return begun, begun
    ended = "" if rest[0].strip().lower() in _PRESENT else _read_point(rest[0])
    return None if ended is None else (begun, ended)


def _read_point(text: str) -> str | None:
    found = _POINT.fullmatch(text.strip())
    if found is None:
        return None
    name, number, year, whole = found.groups()
    if name and name.lower() not in _MONTHS:
        return None
    month = _MONTHS.index(name.lower()) + 1 if name else int(number or 0)
    return whole or (f"{year}-{month:02}" if month else year)
