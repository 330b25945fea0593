"""Short marks of what a workspace holds, taken without loading models or a database library."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

_DATABASE, _PROFILE, _PROFILE_KIND = "prep.db", "profile.yaml", "profile"
_QUERY = """
SELECT kind, count(*), sum(revision), max(saved_at), 'record' FROM record GROUP BY kind
UNION ALL SELECT kind, count(*), 0, max(saved_at), 'draft' FROM draft GROUP BY kind
"""


def take_fingerprints(folder: Path) -> dict[str, str]:
    """Return a mark for each kind of record and for `profile`; one that changes says that something was changed.

    A workspace that cannot be read has none; opening it says why.
    """
    marks: dict[str, list[str]] = {}
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_connect(folder / _DATABASE)) as connection:
        for kind, *parts in connection.execute(_QUERY):
            marks.setdefault(kind, []).extend(map(str, parts))
    with contextlib.suppress(OSError):
        text = (folder / _PROFILE).read_bytes()
        marks.setdefault(_PROFILE_KIND, []).append(hashlib.sha256(text).hexdigest()[:16])
    return {kind: " ".join(parts) for kind, parts in marks.items()}


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
