"""Copy a workspace while somebody may be working in it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

from prepkit.errors import ForeignFileError, WorkspaceError, instead
from prepkit.store.atomic import replace_text

_DATABASE, _PROFILE, _WORKBOOK = "prep.db", "profile.yaml", "workbook"
_OWNER_ONLY = 0o600
_FREE = "Check who owns it and the space left"


def copy_workspace(source: Path, target: Path) -> None:
    """Bring a workspace up to what another one holds: its records with their history, its profile, its notebooks.

    The database is copied in one transaction, and the profile is replaced in one step. Notebooks are copied only into
    a workspace that is new. Symbolic links are left out, since they may lead into another person's folder.

    Raises:
        ForeignFileError: the source's database is damaged or foreign.
        WorkspaceError: the target cannot be written.
    """
    with (
        instead(UnicodeDecodeError, WorkspaceError, "not UTF-8 text", where=source / _PROFILE, cure="Save it as UTF-8"),
        instead(OSError, WorkspaceError, "cannot be copied ({})", where=source, cure=_FREE),
    ):
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (source / _DATABASE).is_file():
            _copy_database(source / _DATABASE, target / _DATABASE)
        if (source / _PROFILE).is_file() and not (source / _PROFILE).is_symlink():
            replace_text(target / _PROFILE, (source / _PROFILE).read_bytes().decode("utf-8"))
        if (source / _WORKBOOK).is_dir() and not (target / _WORKBOOK).exists():
            shutil.copytree(source / _WORKBOOK, target / _WORKBOOK, ignore=_find_links)


def _copy_database(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
    busy, damaged = "the database cannot be copied ({})", "is damaged, or no database of prepkit's ({})"
    with (
        instead(sqlite3.DatabaseError, ForeignFileError, damaged, where=source, cure="It was left as it is"),
        instead(sqlite3.OperationalError, WorkspaceError, busy, where=source, cure="Try again"),
        contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as theirs,
        contextlib.closing(sqlite3.connect(target)) as ours,
    ):
        theirs.backup(ours)


def _find_links(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_symlink()]
