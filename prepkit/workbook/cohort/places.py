"""Where a cohort is kept: a folder of this machine or a shared one, or one behind a URL that fsspec opens."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from prepkit.errors import BuildError, UsageError, instead
from prepkit.store.atomic import replace_chunks

_OWNER_ONLY = 0o600
_PROBE, _LOCK = ".prepkit-probe", ".cohort.lock"
# A build's own record goes last: without it, a workbook that was sent in part is made again.
_LAST = (".cohort.json",)


def is_url(out: str) -> bool:
    """Tell whether the place is one that only fsspec opens."""
    return "://" in out


def name_place(out: str) -> str:
    """Return the place as an absolute path or as the URL that it is; file:// is a path."""
    if out.startswith("file://"):
        out = out.removeprefix("file://")
    return out if is_url(out) else str(Path(out).expanduser().absolute())


def check_place(out: str) -> None:
    """Make the place, and see that it can be written.

    Raises:
        BuildError: it cannot be.
        UsageError: what it takes to open the URL is not installed.
    """
    with instead(OSError, BuildError, "cannot be written ({})", where=out, cure="Name a folder that you may write to"):
        if is_url(out):
            files, root = _open_url(out)
            files.makedirs(root, exist_ok=True)
            files.pipe_file(f"{root}/{_PROBE}", b"")
            files.rm_file(f"{root}/{_PROBE}")
            return
        Path(out).mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=out).close()


@contextlib.contextmanager
def hold_place(out: str) -> Iterator[None]:
    """Keep every other run out of the place until this one is over, however it ends; one behind a URL is not held.

    Raises:
        BuildError: another run is writing there.
    """
    if is_url(out):
        yield
        return
    from filelock import FileLock, Timeout

    lock = FileLock(Path(out) / _LOCK, mode=_OWNER_ONLY)
    cure = "Wait until it is over, or name another folder"
    with instead(Timeout, BuildError, "another run is writing there", where=out, cure=cure):
        lock.acquire(timeout=0)
    with lock:
        yield


@contextlib.contextmanager
def open_folder(out: str, name: str) -> Iterator[Path]:
    """Give one person's folder as a local path; one behind a URL is fetched, and what changed is sent back."""
    if not is_url(out):
        yield Path(out) / name
        return
    files, root = _open_url(out)
    with tempfile.TemporaryDirectory(prefix="prepkit-cohort-") as scratch:
        folder = Path(scratch) / name
        before = _fetch(files, f"{root}/{name}", folder)
        yield folder
        _send(files, f"{root}/{name}", folder, before)


def write_chunks(out: str, name: str, chunks: Iterable[str]) -> str:
    """Write a text file of the whole cohort piece by piece, readable by its owner alone; return where it is.

    Raises:
        BuildError: it cannot be written; an earlier one is as it was.
    """
    where = f"{out}/{name}" if is_url(out) else str(Path(out) / name)
    cure = "Free some space, then run it again"
    with instead(OSError, BuildError, "cannot be written ({})", where=where, cure=cure):
        if is_url(out):
            files, root = _open_url(out)
            with files.open(f"{root}/{name}", "w", encoding="utf-8") as file:
                file.writelines(chunks)
        else:
            replace_chunks(Path(where), (chunk.encode("utf-8", "backslashreplace") for chunk in chunks))
    return where


def _open_url(out: str) -> tuple[Any, str]:
    cure = 'Install it: pip install "prepkit-workbook[cohort]", and fsspec\'s package for such addresses'
    with instead((ImportError, ValueError), UsageError, "cannot be opened ({})", where=out, cure=cure):
        from fsspec.core import url_to_fs

        files, root = url_to_fs(out)
    return files, str(root).rstrip("/")


def _fetch(files: Any, root: str, folder: Path) -> dict[str, str]:
    if not files.exists(root):
        return {}
    for path in files.find(root):
        inside = folder / path.removeprefix(root).lstrip("/")
        inside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.get_file(path, str(inside))
    return _list_marks(folder)


def _send(files: Any, root: str, folder: Path, before: dict[str, str]) -> None:
    changed = [name for name, mark in _list_marks(folder).items() if before.get(name) != mark]
    for name in sorted(changed, key=lambda one: (one in _LAST, one)):
        parent = f"{root}/{name}".rpartition("/")[0]
        files.makedirs(parent, exist_ok=True)
        files.put_file(str(folder / name), f"{root}/{name}")


def _list_marks(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
