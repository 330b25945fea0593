"""prep.db: the only place that opens the user's database."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from prepkit.errors import ForeignFileError, NewerSchemaError, WorkspaceError, instead
from prepkit.store import reads, schema
from prepkit.store.changes import Changes

BUSY_TIMEOUT_MS = 30_000
OWNER_ONLY = 0o600
_CHANGED = "prepkit_changed"
_HEADER = b"SQLite format 3\x00"
_READ: set[tuple[int, int]] = set()  # the databases that this process has opened


class Database:
    """A prep.db in WAL mode, created or migrated when it is opened.

    Raises:
        ForeignFileError: the file is damaged or belongs to another program; it is left as it is.
        NewerSchemaError: a newer prepkit wrote it; it is left as it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.changes = Changes(path.parent)
        self._refuse_foreign_header()
        self._create_for_owner()
        self._engine = _make_engine(path)
        with self._named_errors():
            self._migrate()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that reads one consistent state."""
        with self._named_errors(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that may write; it waits for other writers, and is undone as a whole if it fails.

        Whoever writes adds the kinds that it changes by `note_change`; they are told once all is stored.
        """
        engine = self._engine.execution_options(prepkit_writes=True)
        with self._named_errors(), engine.begin() as connection:
            changed: set[str] = set()
            connection.info[_CHANGED] = changed
            yield connection
        self.changes.tell(changed)

    def close(self) -> None:
        """Let go of every connection, and end every listening."""
        self.changes.close()
        self._engine.dispose()

    def _create_for_owner(self) -> None:
        cure = "Check who owns it, or name another folder"
        with instead(OSError, WorkspaceError, "cannot be written ({})", where=self.path, cure=cure):
            # A file that is there is not opened: see _refuse_foreign_header.
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
            elif not os.access(self.path, os.R_OK | os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            self.path.chmod(OWNER_ONLY)
            _READ.add(_identify(self.path))

    def _refuse_foreign_header(self) -> None:
        if not self.path.exists():
            return
        if not self.path.is_file():
            raise self._foreign("it is not a file")
        # Closing any descriptor of a file drops every lock that this process holds on it. Another opening of it here
        # may hold SQLite's; without them another process that leaves takes away the log that is still written to.
        # So a file is read before SQLite has it, and never again.
        if _identify(self.path) in _READ:
            return
        with self.path.open("rb") as file:
            header = file.read(len(_HEADER))
        if header and header != _HEADER:
            raise self._foreign("it is not an SQLite file")

    def _migrate(self) -> None:
        with self._engine.connect() as connection:
            self._check_owner(connection.connection.driver_connection)
        found = self._version()
        if found == schema.VERSION:
            return
        if found:
            self._back_up(found)
        with self.write() as connection:
            # Another kernel may have migrated while this one waited for the lock.
            start = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            for step in schema.STEPS[start:]:
                for statement in step:
                    connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")

    def _version(self) -> int:
        with self.read() as connection:
            return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def _check_owner(self, driver: Any) -> None:
        owner = driver.execute("PRAGMA application_id").fetchone()[0]
        tables = driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        version = driver.execute("PRAGMA user_version").fetchone()[0]
        if tables and owner != schema.APPLICATION_ID:
            raise self._foreign("it is another program's database")
        if version > schema.VERSION:
            raise NewerSchemaError(
                f"written by a newer prepkit (schema {version}, this one knows up to {schema.VERSION})",
                where=str(self.path),
                cure="Upgrade prepkit; the file was left as it is",
            )
        damage = driver.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise self._foreign(f"it is damaged ({' '.join(damage.split())})")

    def _back_up(self, version: int) -> None:
        backup = self.path.with_name(f"{self.path.name}.schema{version}.backup")
        os.close(os.open(backup, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
        with (
            contextlib.closing(sqlite3.connect(self.path)) as source,
            contextlib.closing(sqlite3.connect(backup)) as copy,
        ):
            source.backup(copy)

    @contextlib.contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, sqlite3.OperationalError) as error:
            raise WorkspaceError(
                f"the database did not answer ({getattr(error, 'orig', error)})",
                where=str(self.path),
                cure="Nothing was saved; try again",
            ) from error
        except (DatabaseError, sqlite3.DatabaseError) as error:
            raise self._foreign(f"it is damaged ({getattr(error, 'orig', error)})") from error

    def _foreign(self, reason: str) -> ForeignFileError:
        return ForeignFileError(
            f"cannot serve as a workspace's database: {reason}",
            where=str(self.path),
            cure="It was left as it is; move it away, or restore a copy",
        )


def note_change(connection: Connection, kind: str) -> None:
    """Remember within a transaction that it changes a kind of record."""
    reads.note_write(kind)
    connection.info[_CHANGED].add(kind)


def _identify(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _make_engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite+pysqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _set_pragmas(driver: Any, _record: Any) -> None:
        # SQLAlchemy's begin event below opens transactions; sqlite3's own implicit BEGIN would take the lock too late.
        driver.isolation_level = None
        driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        driver.execute("PRAGMA journal_mode = WAL")
        driver.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("prepkit_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
