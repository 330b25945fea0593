"""A notebook that reads well before it is run: forms are shown as the text that they hold.

A form's output carries both its live view and a readable rendering. Without a kernel the live view can only
say "Error displaying widget", so it is taken out; running the cell brings it back.
"""

from __future__ import annotations

from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"


def make_readable(notebook: dict[str, Any]) -> None:
    """Take live views out of every output that can be read without them, and the widgets' saved state, in place.

    Args:
        notebook: In nbformat 4, as a mapping or a NotebookNode.
    """
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if WIDGET_VIEW in data and "text/html" in data:
                del data[WIDGET_VIEW]
                output.get("metadata", {}).pop(WIDGET_VIEW, None)
    widgets = notebook.get("metadata", {}).get("widgets", {})
    widgets.pop(WIDGET_STATE, None)
    if not widgets:
        notebook.get("metadata", {}).pop("widgets", None)
