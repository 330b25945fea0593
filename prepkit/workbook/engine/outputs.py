"""From a kernel's messages to a notebook's outputs and widget state, as nbclient makes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
_OUTPUT_WIDGET = ("@jupyter-widgets/output", "OutputModel")
_SHOWN = ("execute_result", "display_data", "update_display_data")
_KEYS = {
    "execute_result": ("metadata", "data", "execution_count"),
    "display_data": ("metadata", "data"),
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
}

Message = dict[str, Any]
Reply = Callable[[dict[str, Any]], None]


def make_output(message: Message) -> dict[str, Any]:
    """Return the output that a message stands for."""
    kind, content = message["kind"], message["content"]
    return {"output_type": kind, **{key: content[key] for key in _KEYS[kind]}}


class Collector:
    """Collects what the cells of one notebook put out.

    Args:
        cells: The notebook's cells, whose outputs are filled in place.
        reply: Sends the content of a comm message back to the kernel, for the widgets that hold outputs.
    """

    def __init__(self, cells: list[Any], reply: Reply) -> None:
        self._cells, self._reply = cells, reply
        self._places: dict[str, dict[int, list[int]]] = {}
        self._state: dict[str, dict[str, Any]] = {}
        self._buffers: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
        self._widgets: dict[str, _OutputWidget] = {}
        self._hooks: dict[str, list[_OutputWidget]] = defaultdict(list)
        self._clear_first = False

    def start(self, index: int) -> None:
        """Begin a cell: it has no outputs yet."""
        self._cells[index]["outputs"] = []
        self._clear_first = False

    def take(self, message: Message, index: int) -> None:
        """Take one message that belongs to a cell."""
        kind, content = message["kind"], message["content"]
        identity = (content.get("transient") or {}).get("display_id")
        if identity and kind in _SHOWN:
            self._update(identity, content)
        if "execution_count" in content:
            self._cells[index]["execution_count"] = content["execution_count"]
        hooks = self._hooks[message["parent"]]
        if kind == "clear_output":
            if hooks:
                hooks[-1].clear(message)
            else:
                self._clear(index, wait=content.get("wait", False))
        elif kind.startswith("comm"):
            self._take_comm(message)
        elif kind in _KEYS:
            if hooks:
                hooks[-1].take(message)
            else:
                self._append(make_output(message), identity, index)

    def widgets(self) -> dict[str, Any]:
        """Return the notebook's widget metadata; empty if no widget was made."""
        if not self._state:
            return {}
        models = {key: _describe(state) for key, state in self._state.items() if "_model_name" in state}
        for key, model in models.items():
            if self._buffers.get(key):
                model["buffers"] = list(self._buffers[key].values())
        return {WIDGET_STATE: {"state": models, "version_major": 2, "version_minor": 0}}

    def keep_state(self, identity: str, outputs: list[Any]) -> None:
        """Keep what an output widget holds."""
        self._state[identity]["outputs"] = outputs

    def _update(self, identity: str, content: dict[str, Any]) -> None:
        for index, places in self._places.get(identity, {}).items():
            for place in places:
                self._cells[index]["outputs"][place].update(data=content["data"], metadata=content["metadata"])

    def _append(self, output: dict[str, Any], identity: str | None, index: int) -> None:
        outputs = self._cells[index]["outputs"]
        if self._clear_first:
            self._clear(index, wait=False)
            self._clear_first = False
            outputs = self._cells[index]["outputs"]
        if identity:
            self._places.setdefault(identity, {}).setdefault(index, []).append(len(outputs))
        outputs.append(output)

    def _clear(self, index: int, *, wait: bool) -> None:
        if wait:
            self._clear_first = True
            return
        self._cells[index]["outputs"] = []
        for places in self._places.values():
            if index in places:
                places[index] = []

    def _take_comm(self, message: Message) -> None:
        content = message["content"]
        identity, data = content["comm_id"], content["data"]
        if "state" in data:
            self._state.setdefault(identity, {}).update(data["state"])
            paths = data.get("buffer_paths") or []
            for path, buffer in zip(paths, message["buffers"], strict=False):
                known = self._buffers.setdefault(identity, {})
                known[tuple(path)] = {"data": buffer, "encoding": "base64", "path": path}
        if message["kind"] == "comm_open" and content.get("target_name") == "jupyter.widget":
            state = data["state"]
            if (state.get("_model_module"), state.get("_model_name")) == _OUTPUT_WIDGET:
                self._widgets[identity] = _OutputWidget(identity, state["outputs"], self, self._reply)
        elif message["kind"] == "comm_msg" and identity in self._widgets and "msg_id" in data.get("state", {}):
            self._capture(self._widgets[identity], data["state"]["msg_id"])

    def _capture(self, widget: _OutputWidget, parent: str) -> None:
        if parent:
            self._hooks[parent].append(widget)
            widget.parent = parent
        elif self._hooks[widget.parent]:
            self._hooks[widget.parent].pop()
            widget.parent = ""


class _OutputWidget:
    """What a front end does for `widgets.Output`: it catches outputs, keeps them, and tells the kernel."""

    def __init__(self, identity: str, outputs: list[Any], collector: Collector, reply: Reply) -> None:
        self._identity, self._outputs, self._collector, self._reply = identity, outputs, collector, reply
        self._clear_first = False
        self.parent = ""

    def clear(self, message: Message) -> None:
        """Forget the outputs, now or when the next one comes."""
        if message["content"].get("wait"):
            self._clear_first = True
        else:
            self._outputs = []
            self._tell()

    def take(self, message: Message) -> None:
        """Keep an output; text of one stream is put together."""
        if self._clear_first:
            self._outputs, self._clear_first = [], False
        output = make_output(message)
        last = self._outputs[-1] if self._outputs else {}
        if output["output_type"] == "stream" == last.get("output_type") and last["name"] == output["name"]:
            last["text"] += output["text"]
        else:
            self._outputs.append(output)
        self._tell()

    def _tell(self) -> None:
        data = {"method": "update", "state": {"outputs": self._outputs}, "buffer_paths": []}
        self._reply({"data": data, "comm_id": self._identity})
        self._collector.keep_state(self._identity, self._outputs)


def _describe(state: dict[str, Any]) -> dict[str, Any]:
    return {
        "model_name": state.get("_model_name"),
        "model_module": state.get("_model_module"),
        "model_module_version": state.get("_model_module_version"),
        "state": state,
    }
