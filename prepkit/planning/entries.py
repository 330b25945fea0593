"""What a person types to log time: an area by any of its names, a duration in any of the usual ways."""

from __future__ import annotations

import re

from prepkit.content.shapes.planning import Area
from prepkit.errors import UsageError, suggest
from prepkit.planning.frames import list_areas

MOST_MINUTES = 1440  # a day
_DURATION = re.compile(
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(?P<minutes>\d+)\s*(?:m|min|mins|minutes?)?)?",
    re.IGNORECASE,
)


def parse_minutes(text: str) -> int:
    """Read a duration as minutes: `45`, `45m`, `1h`, `1h30`, `1.5h`, `1:30`.

    Raises:
        UsageError: it is no duration, or not between one minute and a day.
    """
    said = text.strip()
    clock = re.fullmatch(r"(\d{1,2}):([0-5]\d)", said)
    found = _DURATION.fullmatch(said)
    if clock:
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif found and (found["hours"] or found["minutes"]):
        minutes = round(float((found["hours"] or "0").replace(",", ".")) * 60) + int(found["minutes"] or 0)
    else:
        raise UsageError(f'"{text}" is no time', where="minutes", cure="Write minutes as 45, or hours as 1h30")
    if not 1 <= minutes <= MOST_MINUTES:
        cure = f"Log from 1 to {MOST_MINUTES:,} minutes, a day at a time"
        raise UsageError(f"{minutes:,} minutes", where="minutes", cure=cure)
    return minutes


def find_area(text: str) -> Area:
    """Find an area by its id, its name, another word for it, or the beginning of one.

    Raises:
        UsageError: no area or several fit; it suggests the nearest, or names those that do.
    """
    said = _simplify(text)
    names = {area.id: {_simplify(name) for name in (area.id, area.name, *area.also)} for area in list_areas()}
    for fits in (_is_whole, _begins_a_word):
        found = [area for area in list_areas() if said and any(fits(name, said) for name in names[area.id])]
        if len(found) == 1:
            return found[0]
        if found:
            known = " or ".join(area.name.lower() for area in found)
            raise UsageError(f'"{text}" may be several areas', where="area", cure=f"Say which: {known}")
    words = {name: area for area, known in names.items() for name in (*known, *(w for n in known for w in n.split()))}
    cure = suggest(said, words)
    if cure.startswith("known are"):
        cure = f"areas are: {', '.join(area.name.lower() for area in list_areas())}"
    raise UsageError(f'no area "{text}"', where="area", cure=cure[0].upper() + cure[1:])


def _simplify(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", text.casefold().replace("&", " and ")).split())


def _is_whole(name: str, said: str) -> bool:
    return name == said


def _begins_a_word(name: str, said: str) -> bool:
    return f" {name}".find(f" {said}") >= 0
