"""What the engine's processes do besides running notebooks; each function takes and returns what JSON can hold."""

from __future__ import annotations

from typing import Any


def look(workspace: str, parameters: dict[str, Any]) -> None:
    """Open a workspace as a notebook would, which raises what is wrong with it or with the parameters."""
    from prepkit.store import Workspace, open_workspace

    Workspace.open(workspace).close()
    open_workspace(workspace, **parameters).close()


def render(workspace: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the page of a workspace as `html`, and the names of what it was made from as `reads`."""
    from prepkit.store import open_workspace
    from prepkit.store.reads import seen
    from prepkit.workbook.page import render_page

    opened = open_workspace(workspace, **parameters)
    try:
        return {"html": render_page(opened), "reads": sorted(seen())}
    finally:
        opened.close()
