"""Texts in, to be reviewed: a file or standard input, as the words that a person wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from prepkit.errors import UsageError, instead

STANDARD_INPUT = "-"
LARGEST = 20 * 1024 * 1024  # bytes of a file


def read_document(name: str) -> str:
    """Return a file's text; of a notebook, the text of its Markdown cells; for "-", standard input's.

    Raises:
        UsageError: the file is not there, too large, binary, in another encoding, or a notebook that does not parse.
    """
    raw = _read_bytes(name)
    if len(raw) > LARGEST:
        raise UsageError("larger than 20 MB", where=name, cure="Review one text at a time")
    text = _decode(raw, name)
    return _read_notebook(text, name) if Path(name).suffix == ".ipynb" else text


def _read_bytes(name: str) -> bytes:
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    with instead(OSError, UsageError, "cannot be read ({})", where=name, cure="Name a text file, or - for input"):
        return Path(name).read_bytes()


def _decode(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        encoding = _guess(raw)
        if encoding is None:
            raise UsageError("a binary file, not a text", where=name, cure="Copy its text into a .txt file") from error
        line = f"iconv -f {encoding} -t UTF-8"
        raise UsageError(
            f"not UTF-8 (it looks like {encoding})", where=name, cure=f"Save it as UTF-8, or convert it with: {line}"
        ) from error
    if text.startswith(("%PDF-", "PK\x03\x04")):
        raise UsageError("a document, not a text", where=name, cure="Copy its text into a .txt file")
    return text


def _guess(raw: bytes) -> str | None:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    return None if b"\x00" in raw or raw.startswith((b"\x89PNG", b"\xff\xd8")) else "Latin-1"


def _read_notebook(text: str, name: str) -> str:
    what, cure = "not a notebook that can be read", "Open it in JupyterLab and save it"
    with instead((ValueError, KeyError, TypeError), UsageError, what, where=name, cure=cure):
        cells = json.loads(text)["cells"]
        return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
