"""A cohort whose one notebook never ends, as a command that can be killed: OUT and the notebooks are its arguments."""

from __future__ import annotations

import sys
from pathlib import Path

from cohort_people import make_person, make_settings

from prepkit.workbook import templates
from prepkit.workbook.cohort.workers import run_here


def main() -> None:
    """Run a cohort of one."""
    out, notebooks = map(Path, sys.argv[1:])
    templates.find_notebooks = lambda: notebooks
    list(run_here(iter([make_person()]), make_settings(out), 1))


if __name__ == "__main__":
    main()
