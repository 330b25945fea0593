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
from collections.abc import Callable
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

from prepkit.workbook.engine.outputs import Collector, Outputs

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
# What a Jupyter kernel puts into its environment.
_ENVIRONMENT = {
    "TERM": "xterm-color",
    "CLICOLOR": "1",
    "FORCE_COLOR": "1",
    "CLICOLOR_FORCE": "1",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
}


class _Compiler(CachingCompiler):
    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:  # noqa: ARG002
        """Return the file name that warnings give for a cell's code, as in a kernel."""
        folder = f"ipykernel_{os.getpid()}"
        return str(Path(tempfile.gettempdir(), folder, f"{zlib.crc32(raw_code.encode('utf-8', 'replace'))}.py"))


class _DisplayHook(DisplayHook):
    shell: Any
    is_showing = False

    def write_output_prompt(self) -> None:
        """Note that formatting begins; a notebook has no prompt."""
        self.is_showing = True

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Collect a cell's result."""
        made = {"execution_count": self.prompt_count, "data": format_dict, "metadata": md_dict or {}}
        self.shell.collector.add({"output_type": "execute_result", **made})

    def finish_displayhook(self) -> None:
        """Note that formatting is over."""
        self.is_showing = self._is_active = False


class _DisplayPublisher(DisplayPublisher):
    def publish(
        self, data: Any, metadata: Any = None, *_: Any, transient: Any = None, update: bool = False, **__: Any
    ) -> None:
        """Collect what is displayed."""
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        identity = (transient or {}).get("display_id")
        if update:
            self.shell.collector.update(identity, output)
        else:
            self.shell.collector.add(output, identity)

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

    def init_environment(self) -> None:
        """Set what a kernel sets."""
        os.environ.update(_ENVIRONMENT)

    def init_hooks(self) -> None:
        """Leave out help that would open beside the notebook."""
        shell: Any = super()
        shell.init_hooks()
        shell.set_hook("show_in_pager", lambda *_, **__: None, 0)

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window."""

    def ask_exit(self) -> None:
        """Leave after the cell, as a kernel that is asked to."""
        self.exit_now = True

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        shell: Any = self
        shell.failed_to_show |= shell.displayhook.is_showing
        name, value = str(etype.__name__), str(evalue)
        self.collector.add({"output_type": "error", "ename": name, "evalue": value, "traceback": stb})


# Libraries tell by this name that they are in a notebook.
NotebookShell.__name__ = "ZMQInteractiveShell"


class _Stream(io.TextIOBase):
    encoding, errors = "UTF-8", "strict"

    def __init__(self, collector: Collector, name: str, descriptor: int) -> None:
        self._collector, self.name, self._descriptor = collector, f"<{name}>", descriptor
        self._key = name

    def write(self, text: str) -> int:
        """Collect a text; return its length in code points."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._collector.write(self._key, text)
        return len(text)

    def writable(self) -> bool:
        """Tell that it is."""
        return True

    def fileno(self) -> int:
        """Return the descriptor that a subprocess can be given; it is collected as well."""
        return self._descriptor


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
    shell.ipython_dir, shell.db = str(Path("~/.ipython").expanduser()), {}
    return shell


def _connect_widgets(collector: Collector) -> None:
    """Have widgets talk to nobody, which is half of a form's time, and output widgets catch what is put out."""
    waiting: dict[str, bool] = {}

    def open_silently(widget: Any) -> None:
        if widget.comm is None:
            widget.comm = _SilentComm(target_name="jupyter.widget", comm_id=widget._model_id)

    def enter(widget: Any) -> None:
        caught = Outputs(widget.outputs, clear_first=waiting.get(widget.model_id, False))
        collector.captures.append(caught)

    def leave(widget: Any, kind: Any, error: Any, trace: Any) -> bool:
        if kind is not None:
            NotebookShell.instance().showtraceback((kind, error, trace), tb_offset=0)
        caught = collector.captures.pop()
        widget.outputs, waiting[widget.model_id] = caught.take(), caught.clear_first
        return True

    ipw.Widget.open = open_silently
    ipw.Output.__enter__, ipw.Output.__exit__ = enter, leave


class Notebook:
    """Runs cells in this process, which becomes a notebook's.

    Args:
        limit: Bytes of output to keep.
        widgets: Keep the widgets' state.
    """

    def __init__(self, *, limit: int, widgets: bool) -> None:
        self._collector = Collector(limit)
        self._shell: Any = NotebookShell.instance()
        self._shell.collector = self._collector
        self._shell.exit_now = False
        self._widgets = widgets
        _connect_widgets(self._collector)
        self._collector.capture_descriptors()
        sys.stdout = _Stream(self._collector, "stdout", 1)
        sys.stderr = _Stream(self._collector, "stderr", 2)
        builtins.input = _refuse_input
        sys.breakpointhook = lambda *_, **__: None
        self._loop, self._context = asyncio.new_event_loop(), contextvars.copy_context()
        asyncio.set_event_loop(self._loop)

    def run(self, cells: list[tuple[int, str, bool]], tell: Callable[[dict[str, Any]], None]) -> None:
        """Run cells until one fails that may not, telling after each what came of it, and at the end of the widgets.

        Args:
            cells: The index of each, its source, and whether it may fail.
            tell: Takes what is told, which JSON can hold.
        """
        pid = os.getpid()
        for index, source, may_fail in cells:
            started, count = _now(), self._shell.execution_count
            self._collector.begin(index)
            failed = self._run_cell(source)
            if os.getpid() != pid:
                os._exit(0)  # a cell has forked, and this is the copy
            outputs = self._collector.end()
            tell({"index": index, "failed": failed, "count": count, "outputs": outputs, "times": (started, _now())})
            if self._shell.exit_now or (failed and not may_fail):
                break
        state = ipw.Widget.get_manager_state() if self._widgets else {"state": {}}
        tell({"widgets": {WIDGET_STATE: state} if state["state"] else {}})

    def _run_cell(self, source: str) -> bool:
        """Run one cell; return whether it failed. Only meanwhile, an interrupt is one."""
        self._shell.failed_to_show = self._shell.displayhook.is_showing = False
        task = self._loop.create_task(self._execute(source), context=self._context)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            result = self._loop.run_until_complete(task)
        except KeyboardInterrupt:
            self._shell.showtraceback()
            return True
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        return not result.success or self._shell.failed_to_show

    async def _execute(self, source: str) -> Any:
        shell, failure = self._shell, None
        try:
            transformed = shell.transform_cell(source)
        except Exception:
            transformed, failure = source, sys.exc_info()
        prepared = {"transformed_cell": transformed, "preprocessing_exc_tuple": failure}
        if not shell.should_run_async(source, **prepared):
            return shell.run_cell(source, store_history=True)
        result = None
        try:
            result = await shell.run_cell_async(source, store_history=True, **prepared)
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
        return result


def _refuse_input(prompt: object = "") -> str:  # noqa: ARG001
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
