"""The calendar file of a plan, written in one step, and what is said of it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from prepkit.blocks import Block, Link, Readable
from prepkit.errors import UsageError, WorkspaceError, instead
from prepkit.models.preparation import Preparation
from prepkit.planning.calendar import EVENING, PRODUCT, is_canceled, make_calendar
from prepkit.planning.words import say_count
from prepkit.store.atomic import replace_text

if TYPE_CHECKING:
    import icalendar

CALENDAR = "plan.ics"
_LARGEST = 5_000_000  # bytes of an earlier calendar that are read
NOTHING = "nothing to write yet. Set an interview date ahead and hours a week in your profile first."


@dataclass(frozen=True, repr=False)
class CalendarFile(Readable):
    """A calendar file that was written: where, and what is in it."""

    path: Path
    sessions: int
    days: int
    canceled: int = 0

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
        if not self.sessions and not self.days and not self.canceled:
            return NOTHING
        what = f"{say_count(self.sessions, 'session')} and {say_count(self.days, 'day')} of your loop"
        gone = f"; {self.canceled} of an earlier file canceled" if self.canceled else ""
        return f"{what}{gone}. Import it again after a change, and nothing doubles."


def write_calendar(
    prep: Preparation,
    today: dt.date,
    path: str | Path,
    *,
    zone: str | None = None,
    at: dt.time = EVENING,
) -> CalendarFile:
    """Write the plan of what is left into a calendar file; the same plan and day give the same bytes.

    What stood in the file that it replaces and is planned no longer is in it as canceled.

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
    earlier = _read_earlier(target)
    calendar = make_calendar(prep, today, zone=zone, at=at, earlier=earlier)
    events = calendar.walk("VEVENT")
    if events:  # a calendar without an event is none, and an earlier one stays
        replace_text(target, calendar.to_ical().decode("utf-8"))
    held = [event for event in events if not is_canceled(event)]
    sessions = sum("TRANSP" not in event for event in held)
    return CalendarFile(target, sessions, len(held) - sessions, len(events) - len(held))


def _read_earlier(path: Path) -> icalendar.Calendar | None:
    """Return the calendar of ours that stands at a path; one that is damaged counts for none."""
    import icalendar

    if not path.exists():
        return None
    cure = "Name a file that you may write to"
    with instead(OSError, WorkspaceError, "cannot be read ({})", where=path, cure=cure), path.open("rb") as file:
        raw = file.read(_LARGEST)
    if PRODUCT.encode() not in raw[:1000]:
        raise UsageError("another file, which is left as it is", where=str(path), cure="Name a new file")
    with contextlib.suppress(ValueError, KeyError, IndexError):
        found = icalendar.Calendar.from_ical(raw)
        return found if isinstance(found, icalendar.Calendar) else None
    return None
