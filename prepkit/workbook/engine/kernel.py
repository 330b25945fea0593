"""A real IPython kernel whose messages go over one socket: made before the fork, entered in each forked process."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import socket
import sys
import threading
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Message, Session, new_id, utcnow
from tornado import ioloop

from prepkit.workbook.engine import leaving
from prepkit.workbook.engine.silence import silence_widgets
from prepkit.workbook.engine.streams import CellStream, Publisher
from prepkit.workbook.engine.wire import Inbox, Sender, frame, pack

# What a client turns into outputs; the rest of a kernel's messages says when something happens, not what.
_PUBLISHED = {
    "clear_output",
    "comm_close",
    "comm_msg",
    "comm_open",
    "display_data",
    "error",
    "execute_result",
    "stream",
    "update_display_data",
}
_QUIET = ["--log-level=CRITICAL", "--HistoryManager.hist_file=:memory:"]


class SocketSession(Session):
    """A session that writes a message to the kernel's one socket, in place of ZeroMQ's."""

    sender: Sender | None = None
    # Without them, only the widgets that hold outputs tell the client what they do: see `start_kernel`.
    all_widgets = True

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._holding: set[str] = set()

    def send(
        self,
        stream: Any,  # noqa: ARG002 - there is one
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,  # noqa: ARG002
        buffers: Any = None,
        track: bool = False,  # noqa: ARG002
        header: Any = None,
        metadata: Any = None,
    ) -> Any:
        """Send what a client turns into outputs, as it would have arrived; return the message."""
        if isinstance(msg_or_type, Message | dict):
            message: Any = msg_or_type
            buffers = buffers or message.get("buffers")
        else:
            message = self.msg(msg_or_type, content, parent, header, metadata)
        if self.check_pid and os.getpid() != self.pid:
            return None
        kind = message["msg_type"]
        if kind in _PUBLISHED:
            if self._is_wanted(kind, message["content"]):
                self._publish(kind, message, buffers or [])
        elif kind == "execute_input":
            self._tell(message, {"execution_count": message["content"]["execution_count"]})
        elif kind == "execute_reply":
            keep = ("status", "ename", "evalue", "traceback")
            self._tell(message, {key: message["content"][key] for key in keep if key in message["content"]})
        return message

    def _publish(self, kind: str, message: Any, buffers: list[Any]) -> None:
        if self.sender is None:
            return
        head = {"kind": kind, "parent": message["parent_header"].get("msg_id"), "buffers": []}
        head["buffers"] = [base64.b64encode(memoryview(buffer)).decode("ascii") for buffer in buffers]
        data = frame(self.pack(head)[:-1] + b', "content": ' + self.pack(message["content"]) + b"}")
        self.sender.send(data, later=kind.startswith("comm"))

    def _is_wanted(self, kind: str, content: Any) -> bool:
        if self.all_widgets or not kind.startswith("comm"):
            return True
        if kind == "comm_open" and content["data"].get("state", {}).get("_model_name") == "OutputModel":
            self._holding.add(content["comm_id"])
        return content["comm_id"] in self._holding

    def _tell(self, message: Any, content: dict[str, Any]) -> None:
        if self.sender is not None:
            head = {"kind": message["msg_type"], "parent": message["parent_header"].get("msg_id"), "at": utcnow()}
            self.sender.send(frame(self.pack({**head, "content": content})))


class SocketKernel(IPythonKernel):
    """IPython's kernel without sockets of its own; a client that stops at an error needs no queue aborted."""

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        pass


class WarmApp(IPKernelApp):
    """The kernel application, set up as far as a fork carries it: no socket, no thread, no stream yet."""

    def init_connection_file(self) -> None:
        """There is none: nobody else can connect."""

    init_poller = init_heartbeat = log_connection_info = init_signal = init_extensions = init_code = (
        init_connection_file
    )

    def write_connection_file(self, **_: Any) -> None:
        """There is none."""

    def init_sockets(self) -> None:
        """Make the session and the publisher that stand in for ZeroMQ's sockets."""
        self.session = SocketSession(parent=self)
        self.iopub_thread = Publisher()
        self.iopub_socket = self.iopub_thread

    def init_io(self) -> None:
        """Leave the streams as they are until the process is forked."""

    def init_kernel(self) -> None:
        """Make the kernel and its shell."""
        self.kernel = SocketKernel.instance(
            parent=self,
            session=self.session,
            shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread()),
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        # ipykernel waits for its publishing thread after each cell; here there is none to wait for.
        self.kernel._execute_sleep = 0

    def enter(self, channel: socket.socket, *, widgets: bool = True) -> None:
        """Become a kernel of this process: its own session, streams, display hook, extensions and startup files."""
        self.session.all_widgets = widgets
        if not widgets:
            silence_widgets()
        self.session.session, self.session.pid = new_id(), os.getpid()
        self.session.sender = Sender(channel)
        os.register_at_fork(before=self.session.sender.share_before_fork, after_in_child=self._renew)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.outstream_class = f"{CellStream.__module__}.{CellStream.__name__}"
        IPKernelApp.init_io(self)
        self.kernel._stdout, self.kernel._stderr = sys.stdout, sys.stderr
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count
        IPKernelApp.init_extensions(self)
        IPKernelApp.init_code(self)

    def _renew(self) -> None:
        self.session.sender.renew_after_fork()
        self.iopub_thread.renew_after_fork()


def make_app() -> Any:
    """Make the application, its kernel and its shell, in the process that others are forked from."""
    app: Any = WarmApp.instance()
    app.initialize(_QUIET)
    return app


class Service:
    """Answers the requests of one client until it asks to leave or is gone.

    Args:
        app: An application that has been entered in this process.
        channel: The socket that leads to the client.
    """

    def __init__(self, app: WarmApp, channel: socket.socket) -> None:
        self._app, self._kernel, self._channel = app, app.kernel, channel
        self._sender: Sender = app.session.sender
        self._inbox = Inbox()
        self._requests: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._running = False

    def run(self) -> None:
        """Serve; it returns when the client leaves, or when a cell has stopped the loop, as `exit` does.

        What the notebook has read and written is reported last, since its exit handlers may still write.
        """
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._serve())
        except RuntimeError:
            if not loop.is_closed() and self._running:
                raise
        leaving.wind_up()
        self._sender.send(pack({"kind": "report", "content": leaving.report()}))

    async def _serve(self) -> None:
        self._kernel.io_loop = ioloop.IOLoop.current()
        asyncio.get_running_loop().add_reader(self._channel.fileno(), self._take)
        self._sender.send(pack({"kind": "ready", "content": {"language_info": self._kernel.language_info}}))
        while (request := await self._requests.get())["kind"] != "leave":
            await self._answer(request)

    def _take(self) -> None:
        if not self._inbox.fill(self._channel):
            asyncio.get_running_loop().remove_reader(self._channel.fileno())
            self._requests.put_nowait({"kind": "leave"})
        while (request := self._inbox.next()) is not None:
            if request["kind"].startswith("comm") and self._running:
                self._answer_comm(request)  # an async cell may be waiting for it
            else:
                self._requests.put_nowait(request)

    async def _answer(self, request: dict[str, Any]) -> None:
        if request["kind"].startswith("comm"):
            self._answer_comm(request)
            return
        message = self._make_message("execute_request", request["id"], request["content"])
        started = utcnow()
        self._kernel.set_parent([], message, "shell")
        self._kernel.pre_handler_hook()
        self._running = True
        try:
            await self._kernel.execute_request(None, [], message)
        except KeyboardInterrupt:
            pass
        finally:
            self._running = False
            self._kernel.post_handler_hook()
            sys.stdout.flush()
            sys.stderr.flush()
            times = {"busy": started, "idle": utcnow()}
            self._sender.send(
                frame(self._app.session.pack({"kind": "idle", "parent": request["id"], "content": times}))
            )

    def _answer_comm(self, request: dict[str, Any]) -> None:
        before = self._kernel.get_parent("shell")
        message = self._make_message(request["kind"], request["id"], request["content"])
        message["buffers"] = []
        self._kernel.set_parent([], message, "shell")
        try:
            self._kernel.shell_handlers[request["kind"]](None, [], message)
        except Exception:
            self._kernel.log.exception("a comm message failed")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            if self._running:
                self._kernel.set_parent([], before, "shell")

    def _make_message(self, kind: str, identity: str, content: dict[str, Any]) -> dict[str, Any]:
        message: dict[str, Any] = self._app.session.msg(kind, content)
        message["header"]["msg_id"] = message["msg_id"] = identity
        return message
