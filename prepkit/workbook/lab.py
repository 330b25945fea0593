"""Open JupyterLab on a workbook."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from prepkit.errors import BuildError
from prepkit.store import Workspace


def open_lab(workspace: Workspace, arguments: tuple[str, ...] = ()) -> int:
    """Run JupyterLab in the foreground, rooted at the workspace; return its exit code.

    Raises:
        BuildError: JupyterLab is not installed.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise BuildError("JupyterLab is not installed", cure='Install it with: pip install "prepkit-workbook[lab]"')
    first = workspace.path / "workbook" / "00_start_here.ipynb"
    target = [f"--LabApp.default_url=/lab/tree/workbook/{first.name}"] if first.exists() else []
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={workspace.path}", *target, *arguments]
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 0
