"""IPython's shell as a notebook's code meets it: made before the fork, and run in each forked process."""

from __future__ import annotations

import asyncio
import builtins
import contextvars
import datetime as dt
import io
import os
import signal
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets as ipw
from comm import DummyComm
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import CBool, Type
from traitlets.config import Config

from prepkit.workbook.engine.outputs import Collector, Outputs, pack

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
# What a Jupyter kernel puts into its environment.
_ENVIRONMENT = {"TERM": "xterm-color", "PAGER": "cat", "GIT_PAGER": "cat"}
_ENVIRONMENT |= dict.fromkeys(("CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE"), "1")


class _Compiler(CachingCompiler):
    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:  # noqa: ARG002
        """Return the file name that warnings give for a cell's code, as in a kernel."""
        folder = f"ipykernel_{os.getpid()}"
        return str(Path(tempfile.gettempdir(), folder, f"{zlib.crc32(raw_code.encode('utf-8', 'replace'))}.py"))


class _DisplayHook(DisplayHook):
    shell: Any

    def write_output_prompt(self) -> None:
        """A notebook has no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Collect a cell's result."""
        made = {"execution_count": self.prompt_count, "data": format_dict, "metadata": md_dict or {}}
        self.shell.collector.add({"output_type": "execute_result", **made})


class _DisplayPublisher(DisplayPublisher):
    def publish(
        self, data: Any, metadata: Any = None, *_: Any, transient: Any = None, update: bool = False, **__: Any
    ) -> None:
        """Collect what is displayed."""
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        self.shell.collector.add(output, (transient or {}).get("display_id"), update=update)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has put out."""
        self.shell.collector.clear(wait=wait)


class NotebookShell(InteractiveShell):
    """IPython's shell whose displays, results and errors go to a collector; it reads nobody's IPython profile."""

    displayhook_class = Type(_DisplayHook)
    display_pub_class = Type(_DisplayPublisher)
    compiler_class = Type(_Compiler)
    autoindent = CBool(False)
    collector: Any = AnyTrait()
    failed = False  # whether the cell has put out an error

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window."""

    def ask_exit(self) -> None:
        """Leave after the cell, as a kernel that is asked to."""
        self.exit_now = True

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.failed = True
        name, value = str(etype.__name__), str(evalue)
        self.collector.add({"output_type": "error", "ename": name, "evalue": value, "traceback": stb})


# Libraries tell by this name that they are in a notebook.
NotebookShell.__name__ = "ZMQInteractiveShell"


class _Stream(io.TextIOWrapper):
    """A standard stream whose texts go to the collector; those of a forked copy, and bytes, to its descriptor."""

    def __init__(self, collector: Collector, name: str, descriptor: int) -> None:
        super().__init__(io.FileIO(descriptor, "w", closefd=False), "UTF-8", write_through=True)
        self._collector, self._name, self._pid = collector, name, os.getpid()

    def write(self, text: str) -> int:
        """Collect a text; return its length in code points."""
        if os.getpid() != self._pid or not isinstance(text, str):
            return super().write(text)
        if text:
            self._collector.add({"output_type": "stream", "name": self._name, "text": text})
        return len(text)


class _SilentComm(DummyComm):
    """A comm that leads nowhere: a widget that sees no kernel behind it does not send its changes."""

    kernel = None


def make_shell() -> Any:
    """Make the shell, in the process that others are forked from."""
    config = Config()
    config.HistoryManager.enabled, config.HistoryManager.hist_file = False, ":memory:"
    # tqdm and others look for it when they ask whether this is a notebook.
    config.IPKernelApp.log_level = "CRITICAL"
    with tempfile.TemporaryDirectory() as folder:
        # Its profile is empty, and gone at once: what `%store` keeps would stand there.
        shell: Any = NotebookShell.instance(config=config, ipython_dir=folder)
    shell.set_hook("show_in_pager", lambda *_, **__: None, 0)  # help would open beside the notebook
    os.environ.update(_ENVIRONMENT)
    shell.ipython_dir, shell.db = str(Path("~/.ipython").expanduser()), {}
    return shell


def _connect_widgets(collector: Collector) -> None:
    """Have widgets talk to nobody, which is half of a form's time, and output widgets catch what is put out."""
    waiting: dict[str, bool] = {}

    def open_silently(widget: Any) -> None:
        if widget.comm is None:
            widget.comm = _SilentComm(target_name="jupyter.widget", comm_id=widget._model_id)

    def enter(widget: Any) -> None:
        collector.catch(Outputs(widget.outputs, clear_first=waiting.get(widget.model_id, False)))

    def leave(widget: Any, kind: Any, error: Any, trace: Any) -> bool:
        if kind is not None:
            NotebookShell.instance().showtraceback((kind, error, trace), tb_offset=0)
        caught = collector.release()
        widget.outputs, waiting[widget.model_id] = caught.take(), caught.clear_first
        return True

    ipw.Widget.open = open_silently
    ipw.Output.__enter__, ipw.Output.__exit__ = enter, leave


def run_cells(folder: str, cells: list[tuple[int, str, bool]], limit: int, widgets: bool) -> Iterator[dict[str, Any]]:
    """Run cells in this process, which becomes a notebook's, until one fails that may not.

    Args:
        folder: The working directory.
        cells: The index of each, its source, and whether it may fail.
        limit: Bytes of output to keep.
        widgets: Keep the widgets' state.

    Yields:
        This process's id; what came of each cell, its outputs in JSON; what stands in the notebook's metadata, in JSON.
    """
    os.chdir(folder)
    shell = _furnish(limit, widgets)
    loop, context, pid = asyncio.new_event_loop(), contextvars.copy_context(), os.getpid()
    asyncio.set_event_loop(loop)
    yield {"pid": pid}
    for index, source, may_fail in cells:
        started = _now()
        shell.collector.begin(index)
        failed = _run_cell(shell, loop, context, source)
        if os.getpid() != pid:
            os._exit(0)  # a cell has forked, and this is the copy
        yield {"failed": failed, "outputs": shell.collector.end(), "times": (started, _now())}
        if shell.exit_now or (failed and not may_fail):
            break
    state = ipw.Widget.get_manager_state() if widgets else {"state": {}}
    yield {"metadata": pack({"widgets": {WIDGET_STATE: state}} if state["state"] else {})}


def _furnish(limit: int, widgets: bool) -> Any:
    """Make this process look like a kernel's to the code that runs in it; return the shell."""
    shell: Any = NotebookShell.instance()
    sys.argv[:] = ["ipykernel_launcher.py"]
    if widgets:
        # Where a kernel has its folder; prepkit's own notebooks import nothing from theirs.
        first = next((index for index, entry in enumerate(sys.path) if entry.endswith("-packages")), 0)
        sys.path.insert(first, "")
    shell.collector, shell.exit_now = Collector(limit), False
    _connect_widgets(shell.collector)
    sys.stdout = _Stream(shell.collector, "stdout", 1)
    sys.stderr = _Stream(shell.collector, "stderr", 2)
    builtins.input = _refuse_input
    sys.breakpointhook = lambda *_, **__: None
    return shell


def _run_cell(shell: Any, loop: Any, context: Any, source: str) -> bool:
    """Run one cell; return whether it failed. Only meanwhile, an interrupt is one."""
    shell.failed = False
    task = loop.create_task(_execute(shell, source), context=context)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        result = loop.run_until_complete(task)
    except KeyboardInterrupt:
        shell.showtraceback()
        return True
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return shell.failed or not result.success


async def _execute(shell: Any, source: str) -> Any:
    failure, result = None, None
    try:
        transformed = shell.transform_cell(source)
    except Exception:
        transformed, failure = source, sys.exc_info()
    try:
        result = await shell.run_cell_async(
            source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=failure
        )
    finally:
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)
    return result


def _refuse_input(prompt: object = "") -> str:  # noqa: ARG001
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
