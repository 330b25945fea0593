"""A notebook's parameters, checked before it is run."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from typing import Any

from prepkit.errors import ParameterError, suggest

_DECLARED = "parameters"


def check_names(given: Mapping[str, Any], notebook: Any) -> None:
    """Refuse a parameter that the notebook does not declare, and a name that would be code.

    Raises:
        ParameterError: it names the parameter and the nearest that there is.
    """
    known = declared(notebook)
    for name in given:
        if not name.isidentifier() or keyword.iskeyword(name):
            raise ParameterError(f'"{name}" is no parameter name', cure="Use letters, digits and underscores")
        if name not in known:
            raise ParameterError(f'unknown parameter "{name}"', cure=suggest(name, known).capitalize())


def declared(notebook: Any) -> list[str]:
    """Return the names that the notebook's parameters cell assigns, in their order."""
    names = []
    for cell in notebook["cells"]:
        if _DECLARED in cell["metadata"].get("tags", []):
            lines = cell["source"].splitlines()
            names += [line.partition("=")[0].partition(":")[0].strip() for line in lines if "=" in line]
    return [name for name in names if name.isidentifier()]
