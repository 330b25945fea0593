"""The workspace on disk: the only floor that opens the user's files.

Each name is loaded on first use, so that checking a parameter does not load a database.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepkit.store.collection import Collection, Revision
    from prepkit.store.parameters import PARAMETERS, check_parameters, open_workspace, parse_today
    from prepkit.store.workspace import Workspace

_HOMES = {
    "Collection": "collection",
    "PARAMETERS": "parameters",
    "Revision": "collection",
    "Workspace": "workspace",
    "check_parameters": "parameters",
    "open_workspace": "parameters",
    "parse_today": "parameters",
}

__all__ = [
    "PARAMETERS",
    "Collection",
    "Revision",
    "Workspace",
    "check_parameters",
    "open_workspace",
    "parse_today",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'prepkit.store' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"prepkit.store.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
