"""People and settings for the tests of cohorts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shared import TODAY

from prepkit import __version__
from prepkit.workbook.cohort.outcomes import Person, Settings

DAY = TODAY.isoformat()
HEADER = "id,candidate,hours_per_week,notes\n"


def make_person(number: int = 1, name: str = "Ann", **values: Any) -> Person:
    """Return a person whose row gives their name and these fields."""
    return Person(number, number + 1, name, name, name.lower(), {"candidate": name, **values})


def make_settings(out: Path | str, **changes: Any) -> Settings:
    """Return settings that build the first notebook on the sample's own day."""
    return Settings(**{"out": str(out), "version": __version__, "day": DAY, "today": DAY, "only": ("00",), **changes})
