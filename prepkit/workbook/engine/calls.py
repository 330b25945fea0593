"""Calling a function in another process: what is asked, done and answered travels as JSON."""

from __future__ import annotations

import importlib
import traceback
from typing import Any

from prepkit import errors
from prepkit.workbook.engine.wire import Sender, pack


def answer(order: dict[str, Any], sender: Sender) -> None:
    """Call the function that an order names, and send what it returns or raises."""
    try:
        function = getattr(importlib.import_module(order["module"]), order["function"])
        sender.send(pack({"kind": "result", "content": function(**order["arguments"])}))
    except errors.PrepkitError as error:
        content = [type(error).__name__, error.what, error.where, error.cure]
        sender.send(pack({"kind": "failed", "content": content}))
    except BaseException:
        sender.send(pack({"kind": "broken", "content": traceback.format_exc()}))


def read_answer(message: dict[str, Any] | None, function: str) -> Any:
    """Return what a function in another process returned.

    Args:
        message: As `answer` sent it; None if the process died before.
        function: Its name, for the error.

    Raises:
        PrepkitError: as the function raised it.
        BuildError: its process died.
        RuntimeError: it failed in a way that nobody expected.
    """
    if message is None:
        raise errors.BuildError(f"{function} was killed", cure="Free some memory, or build with --jobs 1")
    if message["kind"] == "failed":
        name, what, where, cure = message["content"]
        kind = getattr(errors, name, errors.PrepkitError)
        raise (errors.PrepkitError if kind is errors.ContentError else kind)(what, where=where, cure=cure)
    if message["kind"] == "broken":
        raise RuntimeError(message["content"])
    return message["content"]
