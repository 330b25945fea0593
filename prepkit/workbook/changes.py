"""What each part of a workbook was made from, as recorded in it, so that only what changed is made again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from prepkit import __version__
from prepkit.store.atomic import replace_text
from prepkit.store.fingerprints import take_fingerprints
from prepkit.store.reads import TODAY

RECORD = ".built.json"
_FORMAT = 1
_PACKAGE = Path(__file__).parents[1]
# A record's kind, as the reader knows it.
_WORDS = {
    "bullet": "bullets",
    "card_review": "rehearsed cards",
    "drill_answer": "answers",
    "letter": "letters",
    "metric_plan": "metric plans",
    "mock": "mock interviews",
    "prfaq": "PRFAQs",
    "reading": "readings",
    "resume": "resumes",
    "story": "stories",
}


class Changes:
    """Compares all that a part of the workbook may depend on, as it is now, with the record of the builds before.

    Args:
        workspace: The workspace's folder.
        folder: The workbook's.
        parameters: The notebook parameters of this build.
    """

    def __init__(self, workspace: Path, folder: Path, parameters: dict[str, Any]) -> None:
        self._path, self._folder = folder / RECORD, folder
        self._prepkit, self._parameters = _mark_package(), json.dumps(parameters, sort_keys=True)
        self._day = str(parameters.get("today") or dt.datetime.now().astimezone().date())
        self._content = take_fingerprints(workspace)
        self._parts = _read(self._path)
        self._made: set[str] = set()

    def find_reason(self, name: str, source: Path | None) -> str | None:
        """Return why a part is to be made again, in words; None if it is as it would be made.

        Args:
            name: The file's name in the workbook's folder.
            source: What it is made from; None if from prepkit alone.
        """
        made = self._parts.get(name)
        if made is None or not (self._folder / name).exists():
            return "it is not there yet"
        if made["failed"]:
            return "it failed the last time"
        if made["prepkit"] != self._prepkit or made["source"] != _mark(source):
            return "prepkit changed"
        if made["parameters"] != self._parameters:
            return "its parameters changed"
        if made["day"] not in ("", self._day):
            return "it shows the day"
        changed = self._name_changes(made)
        return f"{', '.join(changed)} changed" if changed else None

    def note(self, name: str, source: Path | None, reads: Iterable[str] | None, *, failed: bool) -> None:
        """Record that a part was made.

        Args:
            name: The file's name.
            source: What it was made from.
            reads: The names of what it read; None if nobody watched, so that it depends on everything.
            failed: Whether it is to be made again in any case.
        """
        self._made.add(name)
        names = None if reads is None else sorted(set(reads) - {TODAY})
        self._parts[name] = {
            "failed": failed,
            "prepkit": self._prepkit,
            "source": _mark(source),
            "parameters": self._parameters,
            "day": self._day if reads is None or TODAY in reads else "",
            "reads": {kind: self._content.get(kind, "") for kind in (self._content if names is None else names)},
            "everything": names is None,
        }

    def settle(self, workspace: Path, writes: Iterable[str] | None) -> None:
        """Take what the build itself wrote into the workspace for known, or the next build would do it all again.

        Args:
            workspace: The workspace's folder.
            writes: The names of what was written; None if nobody watched, so that it may be anything.
        """
        now = take_fingerprints(workspace)
        for made in (self._parts[name] for name in self._made):
            kinds = made["reads"] if writes is None else set(made["reads"]) & set(writes)
            made["reads"].update({kind: now.get(kind, "") for kind in kinds})

    def save(self) -> None:
        """Keep the record for the next build."""
        replace_text(self._path, json.dumps({"format": _FORMAT, "parts": self._parts}, indent=1, sort_keys=True))

    def _name_changes(self, made: dict[str, Any]) -> list[str]:
        now = self._content
        kinds = set(made["reads"]) | (set(now) if made["everything"] else set())
        changed = sorted(kind for kind in kinds if made["reads"].get(kind, "") != now.get(kind, ""))
        return [f"your {_WORDS.get(kind, kind.replace('_', ' '))}" for kind in changed]


def _read(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        parts: dict[str, Any] = record["parts"] if record["format"] == _FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return parts if isinstance(parts, dict) else {}


def _mark(source: Path | None) -> str:
    return "" if source is None else hashlib.sha256(source.read_bytes()).hexdigest()[:16]


def _mark_package() -> str:
    """Return a mark of prepkit's version, code and content: in a checkout the version alone says little."""
    files = hashlib.sha256(__version__.encode())
    folders = [str(_PACKAGE)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                else:
                    stat = entry.stat()
                    files.update(f"{entry.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return files.hexdigest()[:16]
