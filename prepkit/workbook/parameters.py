"""The cell in which a notebook's parameters are given, written as papermill writes it."""

from __future__ import annotations

import keyword
import math
from collections.abc import Mapping
from typing import Any

from prepkit.errors import ParameterError, suggest
from prepkit.workbook.notebook import new_code_cell

INJECTED = "injected-parameters"
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


def inject(notebook: Any, given: Mapping[str, Any]) -> None:
    """Put the parameters into the notebook, in place of an earlier injection or behind the declared ones."""
    cell = new_code_cell(write_source(given))
    cell["metadata"] |= {"tags": [INJECTED], "jupyter": {"source_hidden": True}}
    cell["id"] = INJECTED
    cells = notebook["cells"]
    earlier, parameters = _find(cells, INJECTED), _find(cells, _DECLARED)
    if earlier is not None:
        cells[earlier] = cell
    else:
        cells.insert(0 if parameters is None else parameters + 1, cell)


def write_source(given: Mapping[str, Any]) -> str:
    """Return the source of the cell that assigns the parameters."""
    return "# Parameters\n" + "".join(f"{name} = {_write(value)}\n" for name, value in given.items())


def _write(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "float('nan')" if math.isnan(value) else f"float('{'-' if value < 0 else ''}inf')"
    if value is None or isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quote(key)}: {_write(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_write(item) for item in value) + "]"
    return _quote(value)


def _quote(value: Any) -> str:
    if not isinstance(value, str):
        return f'"{value}"'
    escaped = value.encode("unicode_escape").decode("ascii").replace('"', r"\"")
    return f'"{escaped}"'


def _find(cells: list[Any], tag: str) -> int | None:
    return next((index for index, cell in enumerate(cells) if tag in cell["metadata"].get("tags", [])), None)
