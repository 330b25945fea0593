"""The tables of prep.db, as the steps that lead from one schema version to the next.

A new database runs all steps; an older one runs those it lacks, after a backup copy. A step that has shipped
is never edited: a change of tables is a further step.
"""

from __future__ import annotations

from sqlalchemy import column, table

APPLICATION_ID = int.from_bytes(b"prep", "big")

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE record (
            kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, saved_at TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (kind, id))""",
        """CREATE TABLE revision (
            kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, saved_at TEXT NOT NULL, body TEXT,
            PRIMARY KEY (kind, id, revision)) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE draft (
            kind TEXT NOT NULL, id TEXT NOT NULL, saved_at TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (kind, id))""",
    ),
)
VERSION = len(STEPS)

record = table("record", *(column(name) for name in ("kind", "id", "revision", "saved_at", "body", "rowid")))
revision = table("revision", *(column(name) for name in ("kind", "id", "revision", "saved_at", "body")))
draft = table("draft", *(column(name) for name in ("kind", "id", "saved_at", "body")))
