"""The calendar file of a plan, written in one step, and what is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from prepkit.blocks import Block, Link, Readable
from prepkit.errors import UsageError, WorkspaceError, instead
from prepkit.models.preparation import Preparation
from prepkit.planning.calendar import EVENING, PRODUCT, make_calendar
from prepkit.planning.words import say_count
from prepkit.store.atomic import replace_text

CALENDAR = "plan.ics"
NOTHING = "nothing to write yet. Set an interview date ahead and hours a week in your profile first."


@dataclass(frozen=True, repr=False)
class CalendarFile(Readable):
    """A calendar file that was written: where, and what is in it."""

    path: Path
    sessions: int
    days: int

    def __str__(self) -> str:
        """What was written, without the folder."""
        return repr(self)

    def read(self) -> Sequence[Block]:
        """Return what was written, with a link to it where it stands beside the workbook."""
        # A workbook's notebook runs in a folder of the workspace, so that this link leads out of it.
        beside = self.path.parent == Path.cwd().parent
        return [Link(self.path.name, f"../{quote(self.path.name)}" if beside else "", f": {self.say_content()}")]

    def say_content(self) -> str:
        """Say what is in the file, and that it can be imported again."""
        if not self.sessions and not self.days:
            return NOTHING
        what = f"{say_count(self.sessions, 'session')} and {say_count(self.days, 'day')} of your loop"
        return f"{what}. Import it again after a change, and nothing doubles."


def write_calendar(
    prep: Preparation,
    today: dt.date,
    path: str | Path,
    *,
    zone: str | None = None,
    at: dt.time = EVENING,
) -> CalendarFile:
    """Write the plan of what is left into a calendar file; the same plan and day give the same bytes.

    Args:
        prep: The records, as `Workspace.read` gives them.
        today: The day to plan from.
        path: The file. Only a calendar of prepkit's is replaced.
        zone: A time zone such as Europe/Oslo; None leaves sessions at this time of day wherever you are.
        at: When a session begins.

    Raises:
        UsageError: the zone is not known, or another file stands at the path.
        WorkspaceError: the file cannot be written.
    """
    target = Path(path)
    calendar = make_calendar(prep, today, zone=zone, at=at)
    events = calendar.walk("VEVENT")
    _check_free(target)
    if events:  # a calendar without an event is none, and an earlier one stays
        replace_text(target, calendar.to_ical().decode("utf-8"))
    sessions = sum("TRANSP" not in event for event in events)
    return CalendarFile(target, sessions, len(events) - sessions)


def _check_free(path: Path) -> None:
    if not path.exists():
        return
    cure = "Name a file that you may write to"
    with instead(OSError, WorkspaceError, "cannot be read ({})", where=path, cure=cure), path.open("rb") as file:
        ours = PRODUCT.encode() in file.read(1000)
    if not ours:
        raise UsageError("another file, which is left as it is", where=str(path), cure="Name a new file")
