"""Every exception that prepkit raises on purpose.

PrepkitError                 an expected failure: one line that names what, where and the cure
├── ContentError             a content file holds a wrong entry
├── UsageError               a name or value from the caller cannot be used
│   ├── NothingFoundError    a file holds next to nothing of what was looked for
│   ├── ParameterError       a notebook parameter is unknown or badly typed
│   └── PlanError            the dates or hours leave no time to plan
├── ProfileError             profile.yaml cannot be read as a profile
├── WorkspaceError           the folder cannot serve as a workspace
│   ├── WorkspaceExistsError a new workspace would land on something that is there
│   ├── ForeignFileError     prep.db is not a prepkit database, or is damaged
│   ├── NewerSchemaError     prep.db was written by a newer prepkit
│   └── RecordNotFoundError  no record or revision has this id
└── BuildError               the workbook could not be built at all
    └── ProcessKilledError   a process that builds it was killed from outside
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterable, Iterator


class PrepkitError(Exception):
    """An expected failure, said in one line: what is wrong, where, and the cure.

    Args:
        what: What is wrong, as a clause without a full stop.
        where: The file, field or parameter at fault; empty if there is none.
        cure: What the reader can do about it, as a sentence.
    """

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        self.what = what
        self.where = where
        self.cure = cure
        super().__init__(self._line())

    def _line(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{head}. {self.cure}" if self.cure else head
        return printable(line)

    def _render_traceback_(self) -> list[str]:
        # IPython shows what this returns in place of a traceback.
        return [f"{type(self).__name__}: {self}"]


class ContentError(PrepkitError):
    """One or more content entries are wrong; `faults` holds one line for each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__(
            f"{len(self.faults)} wrong content entries" if len(self.faults) > 1 else "wrong content entry",
            cure=" | ".join(self.faults),
        )


class UsageError(PrepkitError):
    """A name or value from the caller cannot be used."""


class NothingFoundError(UsageError):
    """A file holds next to nothing of what was looked for."""


class ParameterError(UsageError):
    """A notebook parameter is unknown or badly typed."""


class PlanError(UsageError):
    """The dates or hours leave no time to plan."""


class ProfileError(PrepkitError):
    """profile.yaml cannot be read as a profile."""


class WorkspaceError(PrepkitError):
    """The folder cannot serve as a workspace."""


class WorkspaceExistsError(WorkspaceError):
    """A new workspace would land on something that is already there."""


class ForeignFileError(WorkspaceError):
    """prep.db is damaged, or is not a prepkit database."""


class NewerSchemaError(WorkspaceError):
    """prep.db was written by a newer prepkit."""


class RecordNotFoundError(WorkspaceError):
    """No record or revision has this id."""


class BuildError(PrepkitError):
    """The workbook could not be built at all."""


class ProcessKilledError(BuildError):
    """A process that builds the workbook was killed from outside, as by a system that is out of memory."""


@contextlib.contextmanager
def instead(
    of: type[Exception] | tuple[type[Exception], ...],
    kind: type[PrepkitError],
    what: str,
    *,
    where: object = "",
    cure: str = "",
) -> Iterator[None]:
    """Raise an expected failure in place of errors of these types; `{}` in `what` stands for what they say."""
    try:
        yield
    except of as error:
        said = str(getattr(error, "strerror", None) or error)
        raise kind(what.replace("{}", said), where=str(where), cure=cure) from error


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `did you mean "x"?` for the closest known name, or the known names."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return "known are: " + ", ".join(names)


def printable(text: str) -> str:
    """Return the text as one printable line: control characters and lone surrogates are written as escapes."""
    shown = (c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return "".join(shown)
