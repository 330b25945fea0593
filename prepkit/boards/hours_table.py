"""Logged hours as a table: totals by area, then the latest entries."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping, Sequence

from prepkit.models import HoursEntry

SHOWN = 20
_NOTHING = "No hours logged yet."


def sort_entries(entries: Sequence[HoursEntry]) -> list[HoursEntry]:
    """Sort entries, the latest day first and those without a day last."""
    return sorted(entries, key=lambda entry: entry.date or dt.date.min, reverse=True)


def total_minutes(entries: Sequence[HoursEntry], areas: Mapping[str, str]) -> dict[str, int]:
    """Add up minutes by the name of the area, in the areas' order, areas without any included."""
    totals = dict.fromkeys(areas, 0)
    for entry in entries:
        totals[entry.area] = totals.get(entry.area, 0) + entry.minutes
    return {areas.get(area, area): minutes for area, minutes in totals.items()}


def say_minutes(minutes: int) -> str:
    """Write minutes as hours and minutes: 95 as 1 h 35 min."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else f"{rest} min"


def render_hours_html(entries: Sequence[HoursEntry], areas: Mapping[str, str]) -> str:
    """Render totals and the latest entries as HTML; notes are escaped."""
    if not entries:
        return f"<p>{_NOTHING}</p>"
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Date", "Area", "Time", "Note"))
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(entry, areas)) + "</tr>"
        for entry in sort_entries(entries)[:SHOWN]
    )
    totals = "".join(f"<li>{html.escape(line)}</li>" for line in _say_totals(entries, areas))
    return (
        f"<h3>Logged so far</h3><ul>{totals}</ul>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{_say_rest(entries, '<p>{}</p>')}"
    )


def render_hours_text(entries: Sequence[HoursEntry], areas: Mapping[str, str]) -> str:
    """Render the facts of `render_hours_html` as plain text."""
    if not entries:
        return _NOTHING
    lines = [" | ".join(_cells(entry, areas)) for entry in sort_entries(entries)[:SHOWN]]
    rest = _say_rest(entries, "{}")
    return "\n".join(["Logged so far", *_say_totals(entries, areas), *lines, *([rest] if rest else [])])


def _say_totals(entries: Sequence[HoursEntry], areas: Mapping[str, str]) -> list[str]:
    totals = total_minutes(entries, areas)
    together = sum(totals.values())
    return [f"Together: {say_minutes(together)}", *(f"{name}: {say_minutes(each)}" for name, each in totals.items())]


def _cells(entry: HoursEntry, areas: Mapping[str, str]) -> tuple[str, str, str, str]:
    date = f"{entry.date:%a} {entry.date.day} {entry.date:%b %Y}" if entry.date else "No date"
    return date, areas.get(entry.area, entry.area), say_minutes(entry.minutes), entry.note


def _say_rest(entries: Sequence[HoursEntry], frame: str) -> str:
    rest = len(entries) - SHOWN
    return frame.format(f"And {rest} earlier, counted in the totals.") if rest > 0 else ""
