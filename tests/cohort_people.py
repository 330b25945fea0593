"""People and settings for the tests of cohorts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
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


def write_workbook(folder: Path, **sources: str) -> Path:
    """Write a workbook of small notebooks that open the workspace and then run a cell each; return its folder."""
    folder.mkdir()
    opening = "import prepkit as pk\nprep = pk.open_workspace(workspace, today, candidate=candidate)"
    parameters = new_code_cell("workspace = None\ntoday = None\ncandidate = None", metadata={"tags": ["parameters"]})
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, source in sources.items():
        cells = [parameters, new_code_cell(opening), new_code_cell(source)]
        nbformat.write(new_notebook(cells=cells, metadata=spec), folder / f"{name.strip('_')}.ipynb")
    return folder
