"""Folder names made from what people are called: safe on every file system, and one person each."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MOST_BYTES = 80
_DIGEST = 8
# Windows opens a device for these, whatever follows behind a dot.
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{mark}" for name in ("com", "lpt") for mark in "0123456789"}
_NOBODY = "person"
_ORDINARY = set(" -_.,'’")


def name_folder(text: str) -> str:
    """Return the folder name for a person's id or name.

    It holds letters and digits of any script, in lower case, and hyphens; it is at most 80 bytes long and reserved
    nowhere. Where more than spaces, case and plain punctuation is lost, a digest of the text keeps two people apart.
    The name of a name is itself.
    """
    plain = _fold(text)
    kept = "".join(character if _is_kept(character) else "-" for character in plain)
    name = re.sub("-+", "-", kept).strip("-")
    lost = any(not _is_kept(character) and character not in _ORDINARY for character in plain)
    short = _cut(name, MOST_BYTES)
    if name and short == name and not lost and name not in _RESERVED:
        return name
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    return f"{_cut(name, MOST_BYTES - _DIGEST - 1) or _NOBODY}-{digest}"


def _fold(text: str) -> str:
    # Folding can undo normalizing and the other way round, so until nothing changes.
    for _ in range(len(text) + 4):
        folded = unicodedata.normalize("NFKC", text.casefold())
        if folded == text:
            break
        text = folded
    return text


def _is_kept(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _cut(name: str, most: int) -> str:
    return name.encode()[:most].decode(errors="ignore").strip("-")
