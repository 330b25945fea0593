"""Files that hold files or XML: opened within bounds, whatever they claim to be."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import Any

from prepkit.errors import UsageError, instead

LARGEST_PART = 30 * 1024 * 1024  # bytes of one part, unpacked
MOST_PARTS = 5_000
MOST_NODES = 300_000  # elements and attributes; each takes a hundred bytes and more
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # also: locked, or packed in a way that is not known
    ValueError,
    KeyError,
    OverflowError,
)


class Package:
    """A ZIP file whose parts are read by name and never extracted.

    Args:
        raw: The file.
        name: What the file is called, for messages.
        kind: What it should be, in words: "a Word file".
        cure: What to do with one that is damaged.

    Raises:
        UsageError: it is no ZIP file, is damaged, or unpacks to more than a resume does.
    """

    def __init__(self, raw: bytes, name: str, kind: str, cure: str) -> None:
        self.name, self.kind, self.cure = name, kind, cure
        if raw.count(b"PK\x01\x02") > MOST_PARTS:
            raise too_long(name)
        with self._mended():
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        self.parts = {entry.filename: entry for entry in self._zip.infolist()}
        if sum(entry.file_size for entry in self.parts.values()) > 4 * LARGEST_PART:
            raise UsageError("unpacks to over 120 MB", where=name, cure=cure)

    def read(self, part: str) -> bytes:
        """Return a part, or nothing where there is none."""
        if part not in self.parts:
            return b""
        with self._mended(), self._zip.open(self.parts[part]) as stream:
            raw = stream.read(LARGEST_PART + 1)
        if len(raw) > LARGEST_PART:
            raise too_long(self.name)
        return raw

    def parse(self, part: str) -> Any:
        """Return a part as XML, or None where there is none."""
        raw = self.read(part)
        return parse_xml(raw, self.name, self.kind, self.cure) if raw else None

    def _mended(self) -> Any:
        return instead(_DAMAGED, UsageError, f"damaged, or not {self.kind}", where=self.name, cure=self.cure)


def parse_xml(raw: bytes, name: str, kind: str, cure: str) -> Any:
    """Return the root of an XML text; nothing outside of it is loaded, and no entity of its own is expanded.

    Raises:
        UsageError: it is malformed, declares entities, or is too large.
    """
    from lxml import etree

    check_nodes(raw, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    with instead(
        (etree.XMLSyntaxError, ValueError, LookupError), UsageError, f"damaged, or not {kind}", where=name, cure=cure
    ):
        root = etree.fromstring(raw, parser)
    if root.getroottree().docinfo.doctype:
        raise UsageError("declares entities, which no program writes into a resume", where=name, cure=cure)
    return root


def check_nodes(raw: bytes, name: str, most: int = MOST_NODES) -> None:
    """Refuse a marked-up text of more elements and attributes than a resume has."""
    if raw.count(b"<") + raw.count(b"=") > most:
        raise too_long(name)


def too_long(name: str) -> UsageError:
    """Return what is said of a file that is longer than any resume."""
    return UsageError("too long for a resume", where=name, cure="Import the resume alone")


def local(element: Any) -> str:
    """Return an element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_attribute(element: Any, name: str) -> str:
    """Return the value of an attribute in whatever namespace, or ""."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
