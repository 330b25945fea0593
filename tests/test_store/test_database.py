"""prep.db: created, migrated after a backup, and never written over when it is not ours."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from shared import ROOT

from prepkit.errors import ForeignFileError, NewerSchemaError
from prepkit.models import Story
from prepkit.store import Workspace, schema


def _make_old_database(path: Path, version: int) -> None:
    """Write a database as an earlier prepkit left it: only its own steps, one story."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for step in schema.STEPS[:version]:
            for statement in step:
                connection.execute(statement)
        body = Story(id="old", title="From before").model_dump_json()
        for table in ("record", "revision"):
            connection.execute(
                f"INSERT INTO {table} (kind, id, revision, saved_at, body) VALUES (?, ?, 1, ?, ?)",
                ("story", "old", "2026-01-01T00:00:00+00:00", body),
            )
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace's folder with a profile and no database yet."""
    (tmp_path / "profile.yaml").write_text("candidate: Ann\n")
    return tmp_path


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_older_schema_is_migrated_after_a_backup(folder: Path, version: int) -> None:
    """An older database keeps its stories, gains what is new, and a copy of it as it was stays beside it."""
    _make_old_database(folder / "prep.db", version)

    workspace = Workspace.open(folder)

    assert workspace.stories.get("old").title == "From before"
    workspace.stories.save_draft("old", {"year": "soon"})
    backup = folder / f"prep.db.schema{version}.backup"
    with contextlib.closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert connection.execute("SELECT id FROM record").fetchall() == [("old",)]


def test_newer_schema_is_refused_and_left_alone(folder: Path) -> None:
    """A database of a newer prepkit is named with both versions and not a byte of it is changed."""
    Workspace.open(folder).close()
    with contextlib.closing(sqlite3.connect(folder / "prep.db")) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = (folder / "prep.db").read_bytes()

    with pytest.raises(NewerSchemaError, match=f"schema {schema.VERSION + 1}, this one knows up to {schema.VERSION}"):
        Workspace.open(folder)
    assert (folder / "prep.db").read_bytes() == before


def test_text_file_is_named_and_left_alone(folder: Path) -> None:
    """A file that is no database is refused by name."""
    (folder / "prep.db").write_text("my own notes, not a database")

    with pytest.raises(ForeignFileError, match=r"prep\.db.*not an SQLite file"):
        Workspace.open(folder)
    assert (folder / "prep.db").read_text() == "my own notes, not a database"


def test_other_programs_database_is_left_alone(folder: Path) -> None:
    """A database of another program is refused, and keeps its tables as they were."""
    with contextlib.closing(sqlite3.connect(folder / "prep.db")) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
        connection.commit()

    with pytest.raises(ForeignFileError, match="another program's database"):
        Workspace.open(folder)
    with contextlib.closing(sqlite3.connect(folder / "prep.db")) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("songs",)]


def test_damaged_database_is_named_and_left_alone(folder: Path) -> None:
    """A database with overwritten pages is refused, not repaired by guesswork."""
    workspace = Workspace.open(folder)
    workspace.stories.save_all([Story(id=f"s{number}", situation="word " * 200) for number in range(200)])
    with contextlib.closing(sqlite3.connect(folder / "prep.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    workspace.close()
    damaged = bytearray((folder / "prep.db").read_bytes())
    damaged[4096 : 4096 * 20] = b"\xde\xad\xbe\xef" * (4096 * 19 // 4)
    (folder / "prep.db").write_bytes(bytes(damaged))

    with pytest.raises(ForeignFileError, match="damaged"):
        Workspace.open(folder)
    assert (folder / "prep.db").read_bytes() == bytes(damaged)


def test_folder_in_place_of_database(folder: Path) -> None:
    """A folder named prep.db is refused by name."""
    (folder / "prep.db").mkdir()

    with pytest.raises(ForeignFileError, match="not a file"):
        Workspace.open(folder)


def test_empty_file_becomes_a_database(folder: Path) -> None:
    """A file of no bytes, as a kill at the very start leaves it, is taken up."""
    (folder / "prep.db").touch()

    assert Workspace.open(folder).stories.all() == []


@pytest.mark.slow
def test_a_second_opening_keeps_the_first_ones_locks(workspace: Workspace) -> None:
    """Opened twice in one process, a workspace still hears of another process's saves, and loses none of its own.

    Closing any descriptor of a file drops all locks that the process holds on it, and a database without locks is
    taken for closed: the next process to leave would delete the log that this one goes on writing to.
    """
    workspace.stories.save(Story(id="a", title="First"))
    Workspace.open(workspace.path).stories.all()
    code = "import sys\nfrom prepkit.models import Story\nfrom prepkit.store import Workspace\n"
    code += "Workspace.open(sys.argv[1]).stories.save(Story(id='b', title='Elsewhere'))"
    subprocess.run([sys.executable, "-c", code, str(workspace.path)], check=True, cwd=ROOT)
    assert [story.id for story in workspace.stories.all()] == ["a", "b"]
    workspace.stories.save(Story(id="c", title="Afterwards"))
    code = "import sys\nfrom prepkit.store import Workspace\nprint(len(Workspace.open(sys.argv[1]).stories))"
    command = [sys.executable, "-c", code, str(workspace.path)]

    assert subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout == "3\n"
