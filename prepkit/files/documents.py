"""Texts in: a file or standard input, Word and PDF files too, as the words that a person wrote."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prepkit.errors import UsageError, instead

STANDARD_INPUT = "-"
LARGEST = 20 * 1024 * 1024  # bytes of a file
_UNPACKED = 100 * 1024 * 1024  # bytes that a Word file may unpack to
_PAGES = 50


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


def read_docx(path: Path) -> str:
    """Return the text of a Word file, list items marked, cells of tables apart by tabs, the page header first.

    Raises:
        UsageError: it is not a Word file or unpacks to over 100 MB.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    raw, damaged = _read(path), (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError)
    what, cure = "not a Word file that can be read", "Save it as .docx or .txt"
    with instead(damaged, UsageError, what, where=path, cure=cure):
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _UNPACKED:
                raise UsageError("unpacks to over 100 MB", where=str(path), cure="Save it again as .docx or .txt")
        document = Document(io.BytesIO(raw))
    return "\n".join([*_read_headers(document), *_read_body(document)]).strip() + "\n"


def read_pdf(path: Path) -> str:
    """Return the text of a PDF, page by page.

    Raises:
        UsageError: it is not a PDF, is locked, or has over 50 pages or no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    raw, damaged = _read(path), (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)
    what, cure = "not a PDF that can be read", "Copy its text into a .txt file"
    with instead(damaged, UsageError, what, where=path, cure=cure):
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UsageError("locked with a password", where=str(path), cure="Save a copy without one")
        if len(reader.pages) > _PAGES:
            raise UsageError(f"over {_PAGES} pages", where=str(path), cure="Import the resume alone")
        text = "\n".join(page.extract_text() for page in reader.pages)
    if not text.strip():
        cure = (
            "Export it from the program that it was written in; a scan holds a picture, and parsers see nothing either"
        )
        raise UsageError("holds no text", where=str(path), cure=cure)
    return text.strip() + "\n"


def _read(path: Path) -> bytes:
    with instead(OSError, UsageError, "cannot be read ({})", where=path, cure="Name a file"):
        if path.stat().st_size > LARGEST:
            raise UsageError("larger than 20 MB", where=str(path), cure="Import a resume of one page")
        return path.read_bytes()


def _read_headers(document: Any) -> Iterator[str]:
    for section in document.sections:
        for paragraph in section.header.paragraphs:
            if paragraph.text.strip():
                yield paragraph.text


def _read_body(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(" ".join(cell.text.split()) for cell in row.cells)
            continue
        style = block.style.name if block.style is not None else ""
        numbered = block._p.pPr is not None and block._p.pPr.numPr is not None
        listed = numbered or (style or "").startswith("List")
        yield f"- {block.text}" if listed and block.text.strip() else block.text
