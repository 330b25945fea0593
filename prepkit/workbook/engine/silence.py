"""Widgets that nobody will see live: a workbook keeps none of their state, and taking it is half of a form's time."""

from __future__ import annotations

from typing import Any

import ipywidgets as ipw
from comm.base_comm import BaseComm


class SilentComm(BaseComm):
    """A comm that leads nowhere; a widget that sees no kernel behind it does not send its changes."""

    kernel = None

    def publish_msg(self, *_: Any, **__: Any) -> None:
        """Drop the message."""


def silence_widgets() -> None:
    """Have every widget of this process open a comm that leads nowhere, but for those that hold outputs.

    Those tell the client which outputs are theirs. Nothing else of a widget reaches a notebook but what it displays.
    """
    speak = ipw.Widget.open

    def open_silently(widget: Any) -> None:
        if isinstance(widget, ipw.Output):
            speak(widget)
        elif widget.comm is None:
            widget.comm = SilentComm(target_name="jupyter.widget", comm_id=widget._model_id)

    ipw.Widget.open = open_silently
