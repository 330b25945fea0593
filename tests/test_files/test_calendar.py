"""The calendar file: importable, the same bytes twice, the same events again, right across clock changes."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
from pathlib import Path

import icalendar
import pytest
from shared import NASTY_TEXTS, TODAY

from prepkit.errors import UsageError, WorkspaceError
from prepkit.models import Loop, OtherSession
from prepkit.planning.calendar import make_calendar
from prepkit.planning.replanning import replan
from prepkit.store import Workspace
from prepkit.store.calendar_file import CALENDAR, write_calendar


def events_of(calendar: icalendar.Calendar) -> dict[str, icalendar.Event]:
    """The events by what identifies them, read back from the file's bytes."""
    read = icalendar.Calendar.from_ical(calendar.to_ical())
    return {str(event["UID"]): event for event in read.walk("VEVENT")}


class TestSessions:
    def test_holds_the_plan(self, sample: Workspace) -> None:
        """G6: the sessions hold the minutes of what is left, at most one a day, all before the interview."""
        events = events_of(make_calendar(sample.read(), TODAY))
        sessions = [event for event in events.values() if "DURATION" in event]
        days = [event.decoded("DTSTART").date() for event in sessions]
        minutes = sum(event.decoded("DURATION").total_seconds() for event in sessions) / 60

        assert minutes == replan(sample.read(), TODAY).plan.frame["minutes"].sum()
        assert len(set(days)) == len(days) == 23
        assert min(days) >= TODAY
        assert max(days) < sample.profile.interview_date
        assert all("DTSTAMP" in event and "UID" in event and "SEQUENCE" in event for event in events.values())

    @pytest.mark.slow
    def test_holds_the_loop(self, sample: Workspace) -> None:
        """G5: the interview and each day that the recruiter named are whole days, with a reminder the day before."""
        days = {
            str(event["SUMMARY"]): event.decoded("DTSTART")
            for event in events_of(make_calendar(sample.read(), TODAY)).values()
            if "DURATION" not in event
        }

        assert days == {
            "Interviews": dt.date(2026, 2, 27),
            "Application and resume screen": dt.date(2026, 1, 7),
            "Recruiter or phone screen": dt.date(2026, 1, 29),
            "Writing assessment": dt.date(2026, 2, 25),
            "Answer expected": dt.date(2026, 3, 6),
        }

    def test_same_bytes(self, sample: Workspace) -> None:
        """The same workspace on the same day gives the same bytes, and lines end and fold as the format asks."""
        first, second = (make_calendar(sample.read(), TODAY).to_ical() for _ in range(2))

        assert first == second
        assert b"DTSTAMP:20260126T000000Z" in first
        assert b"\n" not in first.replace(b"\r\n", b"")
        assert all(len(line) <= 75 for line in first.split(b"\r\n"))

    def test_second_import_updates(self, sample: Workspace) -> None:
        """A later file has the same events under the same names, each a later version."""
        before = events_of(make_calendar(sample.read(), TODAY))
        sample.profiles.save(sample.profile.replace(hours_per_week=6))
        after = events_of(make_calendar(sample.read(), TODAY + dt.timedelta(days=1)))
        shared = before.keys() & after.keys()

        assert "interview.first-plan@prepkit" in shared
        assert len(shared) > 10
        assert all(after[uid]["SEQUENCE"] == before[uid]["SEQUENCE"] + 1 for uid in shared)
        assert len({event.decoded("DTSTART") for event in after.values()}) == len(after)

    def test_two_people_in_one_calendar(self, sample: Workspace, tmp_path: Path) -> None:
        """Two candidates' files never take each other's events for their own."""
        other = Workspace.create(tmp_path / "other")
        other.profiles.save(sample.profile)
        other.keep_first_plan()
        ours, theirs = (set(events_of(make_calendar(prep.read(), TODAY))) for prep in (sample, other))

        assert ours.isdisjoint(theirs)


class TestClocks:
    def test_floating(self, sample: Workspace) -> None:
        """Without a zone a session is at its time of day wherever the person is."""
        text = make_calendar(sample.read(), TODAY).to_ical().decode()

        assert "DTSTART:20260126T183000\r\n" in text
        assert "TZID" not in text

    @pytest.mark.parametrize(
        ("zone", "change"), [("America/New_York", dt.date(2026, 3, 8)), ("Europe/Oslo", dt.date(2026, 3, 29))]
    )
    def test_daylight_saving(self, sample: Workspace, zone: str, change: dt.date) -> None:
        """With a zone, sessions stay at their time of day and their length on both sides of a clock change."""
        sample.profiles.save(sample.profile.replace(interview_date=change + dt.timedelta(days=14)))
        calendar = make_calendar(sample.read(), change - dt.timedelta(days=7), zone=zone)
        sessions = [event for event in events_of(calendar).values() if "DURATION" in event]
        starts = [event.decoded("DTSTART") for event in sessions]

        assert {start.time() for start in starts} == {dt.time(18, 30)}
        assert len({start.utcoffset() for start in starts}) == 2
        assert f"DTSTART;TZID={zone}:" in calendar.to_ical().decode()
        assert calendar.walk("VTIMEZONE")

    def test_session_over_the_hour_that_is_lost(self, sample: Workspace) -> None:
        """A session that begins before clocks change still lasts as long as planned: it has a length and no end."""
        sample.profiles.save(sample.profile.replace(interview_date=dt.date(2026, 4, 6), hours_per_week=40))
        calendar = make_calendar(sample.read(), dt.date(2026, 3, 23), zone="Europe/Oslo", at=dt.time(1, 30))
        event = events_of(calendar)["20260329.first-plan@prepkit"]

        assert event.decoded("DURATION") >= dt.timedelta(minutes=90)
        assert "DTEND" not in event

    @pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "a\x00b"])
    def test_unknown_zone(self, sample: Workspace, zone: str) -> None:
        """A zone that nobody knows is refused with the cure."""
        with pytest.raises(UsageError, match="Name one such as Europe/Oslo"):
            make_calendar(sample.read(), TODAY, zone=zone)


class TestText:
    @pytest.mark.parametrize("text", [*NASTY_TEXTS, "a;b,c\\d\ne", "BEGIN:VEVENT\r\nEND:VCALENDAR", "x" * 190])
    def test_is_escaped(self, sample: Workspace, text: str) -> None:
        """Whatever the recruiter called a session is text in the file, never a line of its own."""
        sample.loops.save(Loop(others=(OtherSession(name=text, date=TODAY + dt.timedelta(days=3)),)))
        calendar = make_calendar(sample.read(), TODAY)
        events = events_of(calendar)

        assert len(events) == len(calendar.walk("VEVENT"))
        said = str(events["other_1.first-plan@prepkit"]["SUMMARY"])
        assert "".join(said.split()) == "".join(text.split())


class TestWriting:
    def test_into_the_workspace(self, sample: Workspace) -> None:
        """G6: the notebook's cell writes the file into the workspace, for its owner alone, again and again."""
        first = write_calendar(sample.read(), TODAY, sample.path / CALENDAR)
        again = write_calendar(sample.read(), TODAY, sample.path / CALENDAR)

        assert first.path == sample.path / "plan.ics"
        assert (again.sessions, again.days) == (23, 5)
        assert os.name == "nt" or stat.S_IMODE(first.path.stat().st_mode) == 0o600  # Windows keeps no such modes
        assert repr(first).startswith("plan.ics: 23 sessions and 5 days of your loop. Import it again after a change")

    def test_link_where_a_notebook_runs(self, sample: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """In the workbook's folder the cell shows a link to the file; elsewhere it names no folder."""
        written = write_calendar(sample.read(), TODAY, sample.path / CALENDAR)
        assert "<a" not in written._repr_html_()
        (sample.path / "workbook").mkdir()
        monkeypatch.chdir(sample.path / "workbook")

        assert '<a href="../plan.ics"' in written._repr_html_()

    def test_other_files_are_left_alone(self, sample: Workspace, tmp_path: Path) -> None:
        """A file that is not prepkit's calendar is never overwritten."""
        mine = tmp_path / "mine.ics"
        mine.write_text("BEGIN:VCALENDAR\r\nPRODID:-//somebody else//\r\nEND:VCALENDAR\r\n")
        with pytest.raises(UsageError, match="another file, which is left as it is"):
            write_calendar(sample.read(), TODAY, mine)

        assert "somebody else" in mine.read_text()

    def test_folder_that_is_not_there(self, sample: Workspace, tmp_path: Path) -> None:
        """A path that cannot be written is one clear error."""
        with pytest.raises(WorkspaceError, match=re.escape(str(tmp_path / "no" / "plan.ics"))):
            write_calendar(sample.read(), TODAY, tmp_path / "no" / "plan.ics")

    def test_nothing_to_write(self, workspace: Workspace) -> None:
        """Without a plan no file is made, and the cell says what to enter first."""
        written = write_calendar(workspace.read(), TODAY, workspace.path / CALENDAR)

        assert "Set an interview date" in repr(written)
        assert not written.path.exists()


def write_again(sample: Workspace, day: dt.date) -> dict[str, icalendar.Event]:
    """Write the workspace's calendar over the one before, and return its events."""
    write_calendar(sample.read(), day, sample.path / CALENDAR)
    return events_of(icalendar.Calendar.from_ical((sample.path / CALENDAR).read_bytes()))


class TestCanceled:
    """What a later plan has no longer is taken away by the program that imported it."""

    def test_what_is_planned_no_longer(self, sample: Workspace) -> None:
        """With fewer hours a week, sessions to come that are gone are canceled in a later version; past ones stay."""
        before = write_again(sample, TODAY)
        sample.profiles.save(sample.profile.replace(hours_per_week=1))
        today = TODAY + dt.timedelta(days=8)
        fresh = events_of(make_calendar(sample.read(), today))
        after = write_again(sample, today)
        canceled = {uid for uid, event in after.items() if event.get("STATUS") == "CANCELLED"}
        day_of = {uid: str(event["DTSTART"].dt)[:10] for uid, event in before.items()}

        assert canceled == {uid for uid in before.keys() - fresh.keys() if day_of[uid] >= today.isoformat()} != set()
        assert after.keys() == canceled | fresh.keys()
        assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before.keys() & after.keys())
        assert all(not after[uid].subcomponents for uid in canceled)

    def test_written_again_and_planned_again(self, sample: Workspace) -> None:
        """The same plan over itself gives the same bytes; a session that comes back outdoes its cancellation."""
        hours = sample.profile.hours_per_week
        before = write_again(sample, TODAY)
        sample.profiles.save(sample.profile.replace(hours_per_week=1))
        less = write_again(sample, TODAY)
        bytes_of_less = (sample.path / CALENDAR).read_bytes()
        again = write_again(sample, TODAY)
        assert (sample.path / CALENDAR).read_bytes() == bytes_of_less
        sample.profiles.save(sample.profile.replace(hours_per_week=hours))
        back = write_again(sample, TODAY)
        gone = {uid for uid, event in again.items() if event.get("STATUS") == "CANCELLED"}

        assert gone
        assert gone <= before.keys()
        assert all("STATUS" not in back[uid] and back[uid]["SEQUENCE"] > less[uid]["SEQUENCE"] for uid in gone)

    def test_what_is_said(self, sample: Workspace) -> None:
        """The cell counts what is held and names what was canceled; a plan without a session takes all away."""
        write_calendar(sample.read(), TODAY, sample.path / CALENDAR, zone="Europe/Oslo")
        sample.profiles.save(sample.profile.replace(interview_date=None))
        sample.loops.save(Loop())
        written = write_calendar(sample.read(), TODAY, sample.path / CALENDAR)
        events = events_of(icalendar.Calendar.from_ical(written.path.read_bytes()))

        assert written.canceled == len(events) - written.sessions - written.days > 20
        assert f"; {written.canceled} of an earlier file canceled" in repr(written)
        assert b"BEGIN:VTIMEZONE" in written.path.read_bytes()

    @pytest.mark.parametrize(
        "damage", ["BEGIN:VEVENT\r\nUID:x@prepkit\r\nDTSTART:never\r\nSEQUENCE:x\r\nEND:VEVENT\r\n", "?"]
    )
    def test_earlier_file_is_damaged(self, sample: Workspace, damage: str) -> None:
        """What cannot be read of a file of ours is replaced."""
        head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//prepkit//plan//EN\r\n"
        (sample.path / CALENDAR).write_text(f"{head}{damage}END:VCALENDAR\r\n")

        assert len(write_again(sample, TODAY)) == 28
