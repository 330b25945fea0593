"""The interview loop, stage by stage (G5)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes import Assumption, Stage
from prepkit.models import Profile
from prepkit.planning.frames import make_frame

_COLUMNS = {
    "stage": "str",
    "name": "str",
    "sessions": "int64",
    "minutes": "int64",
    "first_week": "float64",
    "last_week": "float64",
    "looks_for": "str",
    "prepare": "str",
    "in_guide": "bool",
}


def lay_out_loop(profile: Profile, *, stages: Sequence[Stage] | None = None) -> pd.DataFrame:
    """Lay out the stages from application to offer.

    Args:
        profile: Who prepares; unless the target role is PM, the technical stage says what else it may ask.
        stages: The stages; the ones of `loop.toml` if None.

    Returns:
        Columns stage (str, its id), name (str), sessions (int64), minutes (int64, of one session; 0 if nobody meets),
        first_week, last_week (float64, from the application on), looks_for, prepare (str), in_guide (bool, whether the
        guide lists it), one row a stage in the content's order.
    """
    rows = []
    for entry in load(Stage) if stages is None else stages:
        prepare = entry.prepare
        if entry.area == "technical_analytics" and profile.target_role != "PM":
            prepare = f"{prepare} {find(Assumption, 'role').otherwise}"
        weeks = (entry.first_week, entry.last_week)
        rows.append(
            (entry.id, entry.name, entry.sessions, entry.minutes, *weeks, entry.looks_for, prepare, entry.in_guide)
        )
    return make_frame(_COLUMNS, rows)
