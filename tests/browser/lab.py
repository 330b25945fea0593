"""A real JupyterLab on a free port, with nothing of the user's settings, and what to do in its page."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Error as PageError
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PageTimeoutError

from browser.chromium import PATIENCE, SIZE

ROOT = Path(__file__).parent.parent.parent
_QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
_KERNEL = "window.jupyterapp.shell.currentWidget.context.sessionContext"
_OPENED = f"path => window.jupyterapp?.shell?.currentWidget?.context?.path === path && {_KERNEL}?.session?.kernel"
_CLEAR = """async () => {
  document.querySelectorAll('style[data-test]').forEach(style => style.remove());
  const app = window.jupyterapp;
  if (!app) return;
  [...app.shell.widgets('main')].forEach(widget => widget.dispose());
  await app.serviceManager.sessions.shutdownAll();
  if (document.body.dataset.jpThemeName !== 'JupyterLab Light')
    await app.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'});
}"""
# An earlier run's numbers would look like the end of this one.
_FORGET = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells;
  cells.filter(c => c.cell_type === 'code').forEach(c => { c.execution_count = null; });
}"""
# What is sent before the kernel has answered once can be lost between two connections.
_READY = f"""() => {{
  const kernel = {_KERNEL}?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && ['idle', 'busy'].includes(kernel.status);
}}"""
_STATE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const kernel = panel.context.sessionContext.session?.kernel;
  const cells = panel.content.model.sharedModel.cells.filter(c => c.cell_type === 'code');
  return {kernel: kernel?.status, connection: kernel?.connectionStatus, counts: cells.map(c => c.execution_count),
          states: cells.map(c => c.executionState), outputs: cells.map(c => JSON.stringify(c.outputs).slice(0, 300))};
}"""
_DONE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const cells = panel.content.model.sharedModel.cells.filter(c => c.cell_type === 'code' && c.source.trim());
  const kernel = panel.context.sessionContext.session?.kernel;
  return cells.length > 0 && kernel?.status === 'idle' && cells.every(c => c.execution_count);
}"""


class Lab:
    """A running JupyterLab; `files` is the folder that it shows."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "files"
        self.port = _find_port()
        self._log = folder / "lab.log"
        self._process = _start(folder, self.files, self.port, self._log)
        self._wait()

    def write(self, name: str, *cells: str) -> None:
        """Write a notebook of these code cells."""
        spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        notebook = new_notebook(cells=[new_code_cell(source) for source in cells], metadata=spec)
        nbformat.write(notebook, self.files / name)

    def open(self, page: Page, name: str) -> None:
        """Open a notebook in a page that shows JupyterLab, which is loaded if it does not; its kernel runs then."""
        if page.evaluate("'jupyterapp' in window"):
            page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", name)
            page.wait_for_function(_OPENED, arg=name)
        else:
            self.load(page, name)

    def load(self, page: Page, name: str) -> None:
        """Load JupyterLab anew, as the browser's reload does, with a notebook open."""
        page.goto(f"http://127.0.0.1:{self.port}/lab/tree/{name}?reset")
        page.wait_for_function(_OPENED, arg=name)

    def clear(self, page: Page) -> None:
        """Close what is open and end all kernels, so that the page serves the next test as a fresh one would."""
        page.set_viewport_size(SIZE)
        page.mouse.move(0, 0)
        try:
            page.evaluate(_CLEAR)
        except PageError:
            page.goto("about:blank")  # whatever became of it, the next test loads it anew

    def run(self, page: Page) -> None:
        """Run all cells and wait until the kernel is idle again."""
        page.wait_for_function(_READY)
        page.evaluate(_FORGET)
        self._run_cells(page)
        try:
            page.wait_for_function(_DONE)
        except PageTimeoutError:
            state = page.evaluate(_STATE)
            assert state["kernel"] == "idle", f"not all cells ran: {state}"
            # A request was lost on its way: an idle kernel runs nothing any more. A cell that hangs is busy, and fails.
            warnings.warn(f"the cells were sent again: {state}", stacklevel=2)
            self._run_cells(page)
            page.wait_for_function(_DONE)

    def _run_cells(self, page: Page) -> None:
        # The command's own promise ends with its last cell; what is waited for, and for how long, is said above.
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")

    def restart(self, page: Page) -> None:
        """Restart the notebook's kernel, as its menu does."""
        page.evaluate(f"{_KERNEL}.session.kernel.restart()")

    def set_theme(self, page: Page, theme: str) -> None:
        """Change the theme, and wait until it is there."""
        page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)

    def save(self, page: Page) -> None:
        """Save the notebook, as Ctrl+S does."""
        page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")

    def stop(self) -> None:
        """End JupyterLab and its kernels."""
        try:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        except ProcessLookupError:
            pass

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start:\n{self._log.read_text()[-3000:]}")


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds outside the page, such as that a text is stored, while the page goes on."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        page.wait_for_timeout(50)


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(folder: Path, files: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    files.mkdir(parents=True)
    config = folder / "config"
    (config / "labconfig").mkdir(parents=True)
    (config / "labconfig" / "default_setting_overrides.json").write_text(json.dumps(_QUIET))
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.root_dir={files}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *("--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"),
        *("--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"),
        # If the tests are killed, it ends by itself half an hour later; on a busy machine minutes pass between tests.
        *("--MappingKernelManager.cull_idle_timeout=1800", "--ServerApp.shutdown_no_activity_timeout=1800"),
    ]
    with log.open("wb") as sink:
        return subprocess.Popen(
            command, env=_make_environment(folder, config), stdout=sink, stderr=sink, cwd=files, start_new_session=True
        )


def _make_environment(folder: Path, config: Path) -> dict[str, Any]:
    places = {
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {
        **os.environ,
        **{name: str(folder / place) for name, place in places.items()},
        "JUPYTER_CONFIG_DIR": str(config),
        "PYTHONPATH": paths,
    }
