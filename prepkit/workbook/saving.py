"""A Jupyter Server extension: a notebook with prepkit's forms is saved so that it reads well without a kernel.

It is enabled where prepkit is installed beside JupyterLab, and touches only outputs that
say something without a kernel.
"""

from __future__ import annotations

from typing import Any

from prepkit.workbook.cold import make_readable


def keep_readable(model: dict[str, Any], **_: Any) -> None:
    """Take live views of forms out of a notebook that is about to be saved; leave every other file alone."""
    if model.get("type") == "notebook" and isinstance(model.get("content"), dict):
        make_readable(model["content"])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "prepkit.workbook.saving"}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(keep_readable)
