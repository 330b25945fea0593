"""The notebooks that a workbook is made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prepkit.content.places import find_notebooks
from prepkit.errors import BuildError, UsageError, suggest


def list_templates(only: Sequence[str] = ()) -> list[Path]:
    """Return the notebooks to build, in their order.

    Args:
        only: Names to keep, as `07_plan_and_track`, `07`, or `plan_and_track`; empty keeps all.

    Raises:
        UsageError: a name is no notebook; it suggests the nearest.
        BuildError: the notebooks are not there.
    """
    folder = find_notebooks()
    templates = {path.stem: path for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}
    if not templates:
        raise BuildError("the workbook's notebooks are missing", where=str(folder), cure="Reinstall prepkit")
    if not only:
        return list(templates.values())
    return sorted({templates[_resolve(name, list(templates))] for name in only})


def _resolve(name: str, known: list[str]) -> str:
    wanted = name.removesuffix(".ipynb")
    for stem in known:
        number, _, title = stem.partition("_")
        if wanted in (stem, number, title):
            return stem
    raise UsageError(f'no notebook "{name}"', where="--only", cure=suggest(wanted, known).capitalize())
