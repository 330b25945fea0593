"""Short marks of what a workspace holds, taken without loading models or a database library."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

DATABASE, PROFILE, PROFILE_KIND = "prep.db", "profile.yaml", "profile"
_QUERY = """
SELECT kind, count(*), sum(revision), max(saved_at), 'record' FROM record {0} GROUP BY kind
UNION ALL SELECT kind, count(*), 0, max(saved_at), 'draft' FROM draft {0} GROUP BY kind
"""


def take_fingerprints(folder: Path, kinds: Iterable[str] | None = None) -> dict[str, str]:
    """Return a mark for each kind of record and for `profile`; one that changes says that something was changed.

    A workspace that cannot be read has none; opening it says why.

    Args:
        folder: The workspace.
        kinds: The kinds to look at; all if None.
    """
    marks: dict[str, list[str]] = {}
    chosen = None if kinds is None else sorted(kinds)
    query = _QUERY.format("" if chosen is None else f"WHERE kind IN ({', '.join('?' * len(chosen))})")
    with contextlib.suppress(sqlite3.Error), contextlib.closing(connect(folder / DATABASE)) as connection:
        for kind, *parts in connection.execute(query, (chosen or []) * 2):
            marks.setdefault(kind, []).extend(map(str, parts))
    if chosen is None or PROFILE_KIND in chosen:
        with contextlib.suppress(OSError):
            text = (folder / PROFILE).read_bytes()
            marks.setdefault(PROFILE_KIND, []).append(hashlib.sha256(text).hexdigest()[:16])
    return {kind: " ".join(parts) for kind, parts in marks.items()}


def connect(path: Path) -> sqlite3.Connection:
    """Open a database that is there, to look at it and never to write."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
