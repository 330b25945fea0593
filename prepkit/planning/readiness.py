"""How ready someone is: what the guide takes for granted about them (G1), and how far each area is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes import Assumption
from prepkit.errors import ContentError, suggest
from prepkit.models import Profile
from prepkit.planning.frames import list_areas, make_frame

_ASSUMPTIONS = {"assumption": "str", "holds": "bool", "your_answer": "str", "advice": "str"}
_READINESS = {"area": "str", "name": "str", "items": "int64", "done": "int64", "share": "float64", "reason": "str"}


def check_assumptions(profile: Profile, *, assumptions: Sequence[Assumption] | None = None) -> pd.DataFrame:
    """Check what the guide takes for granted about its reader against a profile.

    Args:
        profile: Who prepares.
        assumptions: What to check; the entries of `assumptions.toml` if None.

    Returns:
        Columns assumption (str), holds (bool), your_answer (str), advice (str, empty where it holds), one row an
        assumption. A question that is not answered does not hold.

    Raises:
        ContentError: an assumption names a field that a profile does not have.
    """
    rows = []
    for entry in load(Assumption) if assumptions is None else assumptions:
        if entry.field not in Profile.model_fields:
            fault = f"{entry.file}: [[{entry.table}]] {entry.id}: field: {entry.field} is not in a profile"
            raise ContentError([f"{fault}; {suggest(entry.field, Profile.model_fields)}"])
        answer = getattr(profile, entry.field)
        holds = _holds(entry, answer)
        rows.append((entry.name, holds, _say_answer(answer), "" if holds else entry.otherwise))
    return make_frame(_ASSUMPTIONS, rows)


def _holds(entry: Assumption, answer: Any) -> bool:
    if entry.holds_when == "at_least":
        return answer is not None and answer >= (entry.value or 0)
    if entry.holds_when == "one_of":
        return answer in entry.values
    return bool(answer) == (entry.holds_when == "true")


def _say_answer(answer: Any) -> str:
    if answer is None or answer == "":
        return "Not answered"
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    return f"{answer:g}" if isinstance(answer, float) else str(answer)


def measure_readiness(tracker: pd.DataFrame) -> pd.DataFrame:
    """Measure how far each area is, from the table of `tracker`.

    Returns:
        Columns area, name (str), items, done (int64, items of the checklist and how many of them are finished), share
        (float64, 0 to 1: the mean over the area's items of what is done of each), reason (str, what is missing), one
        row an area.
    """
    rows = []
    for area in list_areas():
        items = tracker[tracker["area"] == area.id]
        open_items = items[items["remaining"] > 0]
        progress = (items["done"] / items["target"]).clip(upper=1)
        share = float(progress.mean()) if len(items) else 0.0
        rows.append((area.id, area.name, len(items), len(items) - len(open_items), share, _say_missing(items)))
    return make_frame(_READINESS, rows)


def _say_missing(items: pd.DataFrame) -> str:
    if items.empty:
        return "Nothing on the checklist counts here."
    missing = items[items["remaining"] > 0].sort_values("status", key=lambda status: status != "behind", kind="stable")
    if missing.empty:
        return "Everything on the checklist is done."
    parts = [
        f"{row['item']} ({row['done']} of {row['target']}{', behind' if row['status'] == 'behind' else ''})"
        for row in missing.to_dict("records")
    ]
    return f"Still missing: {'; '.join(parts)}."
