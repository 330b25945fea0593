"""The workspace on disk: the only floor that opens the user's files.

Each name is loaded on first use, so that checking a parameter does not load a database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepkit.loading import load_on_use

if TYPE_CHECKING:
    from prepkit.store.collection import Collection
    from prepkit.store.contract import Revision
    from prepkit.store.parameters import PARAMETERS, check_parameters, open_workspace, parse_today
    from prepkit.store.workspace import Workspace

_HOMES = {
    "PARAMETERS": "parameters",
    "Collection": "collection",
    "Revision": "contract",
    "Workspace": "workspace",
    "check_parameters": "parameters",
    "open_workspace": "parameters",
    "parse_today": "parameters",
}

__all__ = ["PARAMETERS", "Collection", "Revision", "Workspace", "check_parameters", "open_workspace", "parse_today"]
__getattr__ = load_on_use(__name__, _HOMES)
