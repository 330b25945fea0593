"""The ipywidgets controls: which one a field gets, and how raw values go into it and come out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ipywidgets as ipw

from prepkit.models.form_field import FormField

_LAST_DAY = dt.date(9999, 12, 31)  # beyond it a browser offers years that Python has no date for


def make_control(field: FormField, label: str, names: dict[str, str] | None) -> Any:
    """Make the control of a field: a list where there are names to pick from, also if there is none yet.

    Its label is tied to it, and its hint describes it to a screen reader.
    """
    common = {"description": label, "tooltip": field.hint}
    if field.kind == "yes or no":
        return ipw.Checkbox(indent=False, **common)
    if field.kind == "date":
        return ipw.DatePicker(max=_LAST_DAY, **common)
    if names is not None:
        options = names if field.kind == "choice" else {"": "Not chosen", **names}
        return ipw.Dropdown(options=_as_options(options), **common)
    if field.kind == "prose":
        return ipw.Textarea(rows=field.lines, **common)
    return ipw.Text(**common)


def read_control(control: Any) -> Any:
    """Return the raw value that a control shows."""
    value = control.value
    return value.isoformat() if isinstance(value, dt.date) else value


def show_raw(control: Any, raw: Any) -> None:
    """Show a raw value in a control, also one that the control would not offer."""
    if isinstance(control, ipw.DatePicker):
        control.value = _parse_date(raw)
    elif isinstance(control, ipw.Checkbox):
        control.value = raw is True
    elif isinstance(control, ipw.Dropdown):
        _select(control, "" if raw is None else str(raw))
    else:
        control.value = "" if raw is None else str(raw)


def offer(control: Any, names: dict[str, str]) -> None:
    """Offer these values in a dropdown, and keep the one that is chosen."""
    chosen = control.value
    control.options = _as_options(names)
    _select(control, chosen or "")


def _select(control: Any, value: str) -> None:
    if value not in [offered for _, offered in control.options]:
        control.options = (*control.options, (f"{value} (not in the list)" if value else "Not chosen", value))
    control.value = value


def _as_options(names: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for value, name in names.items()]


def _parse_date(raw: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(raw))
    except ValueError:
        return None
