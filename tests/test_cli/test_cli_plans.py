"""Planning from a terminal: today's list, time logged once, the plan as a calendar, and one line when it cannot be."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result
from shared import NASTY_TEXTS, TODAY

from prepkit.cli import ExitCode, main
from prepkit.store import Workspace


def _call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(sample: Workspace) -> Path:
    """A folder with the sample candidate, on the sample's own day."""
    return sample.path


class TestLog:
    def test_saves_once(self, folder: Path) -> None:
        """G6: `prepkit log 45 leadership` keeps one entry of this day, and says how far the area is."""
        before = len(Workspace.open(folder).hours)
        result = _call("log", "45", "leadership", folder, "--today", TODAY.isoformat(), "--note", "Told two stories")
        entries = Workspace.open(folder).hours.all()

        assert result.exit_code == ExitCode.OK, result.output
        assert len(entries) == before + 1
        entry = entries[-1]
        assert (entry.minutes, entry.area, entry.date, entry.note) == (
            45,
            "leadership_stories",
            TODAY,
            "Told two stories",
        )
        assert result.output == (
            "Logged 45 min of leadership stories on January 26, 2026: "
            "6 h 15 min of the 18 h 10 min that you planned first.\n"
        )

    def test_either_order_and_another_day(self, folder: Path) -> None:
        """The area may stand first, and the day may be yesterday or a date."""
        _call("log", "cv", "1h30", folder, "--date", "yesterday", "--today", TODAY.isoformat())
        _call("log", "20m", "prfaq", folder, "--date", "2026-01-02", "--today", TODAY.isoformat())
        first, second = Workspace.open(folder).hours.all()[-2:]

        assert (first.minutes, first.area, first.date) == (90, "resume", TODAY - dt.timedelta(days=1))
        assert (second.minutes, second.area, second.date) == (20, "product_sense", dt.date(2026, 1, 2))

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["45", "leadrship"], 'no area "leadrship". Did you mean "leadership"?'),
            (["soon", "resume"], '"soon" is no time'),
            (["0", "resume"], "0 minutes"),
            (["2000", "resume"], "2,000 minutes"),
            (["45", "resume", "--date", "2026-02-30"], '"2026-02-30" is not a date'),
            (["45", "resume", "--date", "2026-01-27"], "2026-01-27 is still ahead"),
            (["45", "resume", "--note", "x" * 300], "--note"),
        ],
    )
    def test_what_is_wrong_is_one_line(self, folder: Path, arguments: list[str], says: str) -> None:
        """A wrong area, time, day or note is one line with the cure, and nothing is kept."""
        before = len(Workspace.open(folder).hours)
        result = _call("log", *arguments[:2], folder, *arguments[2:], "--today", TODAY.isoformat())

        assert result.exit_code == ExitCode.UNUSABLE
        assert says in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
        assert len(Workspace.open(folder).hours) == before

    @pytest.mark.parametrize("note", NASTY_TEXTS[:3])
    def test_note_is_kept_as_it_is(self, folder: Path, note: str) -> None:
        """A note comes back byte for byte."""
        _call("log", "5", "resume", folder, "--note", note)

        assert Workspace.open(folder).hours.all()[-1].note == note

    def test_first_plan_is_made_before_the_first_hour(self, workspace: Workspace) -> None:
        """Whoever logs before ever opening a notebook has a first plan to compare with."""
        workspace.profiles.save(workspace.profile.replace(interview_date=workspace.today + dt.timedelta(days=30)))
        _call("log", "45", "resume", workspace.path)

        assert workspace.first_plan is not None

    def test_day_is_that_of_the_persons_clock(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """In zones a day apart, each person's entry is of their own day."""
        days = []
        with monkeypatch.context() as patch:
            for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
                patch.setenv("TZ", zone)
                time.tzset()
                _call("log", "5", "resume", folder)
                days.append(Workspace.open(folder).hours.all()[-1].date)
        time.tzset()

        assert days[0] - days[1] == dt.timedelta(days=1)


class TestToday:
    def test_lists_steps(self, folder: Path) -> None:
        """G15: today's steps are numbered, each with minutes, notebook and reason, and summed up."""
        result = _call("today", folder, "--today", TODAY.isoformat())

        assert result.exit_code == ExitCode.OK, result.output
        lines = result.output.splitlines()
        assert lines[0] == "1. Rehearse for: recruiter or phone screen: 30 min"
        assert lines[1] == "   Notebook 06, Rehearse. It is in 3 days, on January 29, 2026."
        assert "that your plan gives this day" in lines[-1]

    def test_as_json(self, folder: Path) -> None:
        """The same list as JSON holds the same minutes."""
        rows = json.loads(_call("today", folder, "--today", TODAY.isoformat(), "--format", "json").stdout)

        assert rows[0]["minutes"] == 30
        assert set(rows[0]) == {"step", "minutes", "notebook", "why", "area"}

    def test_empty_workspace(self, workspace: Workspace) -> None:
        """A first-time user is told to begin with the profile."""
        assert _call("today", workspace.path).output.startswith("1. Fill in your profile: 10 min\n")


class TestPlan:
    def test_plans_what_is_left(self, folder: Path) -> None:
        """G6: the plan is of what is left, week by week, and says what has changed since it was first made."""
        result = _call("plan", folder, "--today", TODAY.isoformat())

        assert "Week 4, January 26 to February 1, 2026: 8 h" in result.output
        assert "  Resume and letter, 3 h 12 min: " in result.output
        assert "Until today your plan of January 5, 2026 had 24 h, and you logged 18 h: 6 h less." in result.output

    def test_calendar(self, folder: Path, tmp_path: Path) -> None:
        """G6: `--ics` writes a calendar that can be read, and may write it again."""
        target = tmp_path / "plan.ics"
        for _ in range(2):
            result = _call("plan", folder, "--ics", target, "--today", TODAY.isoformat(), "--zone", "Europe/Oslo")
            assert result.exit_code == ExitCode.OK, result.output

        assert result.output.startswith(f"Wrote {target}: 23 sessions and 5 days of your loop.")
        assert len(icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")) == 28

    def test_calendar_to_standard_output(self, folder: Path) -> None:
        """With - the calendar goes to standard output and nothing else does."""
        result = _call("plan", folder, "--ics", "-", "--today", TODAY.isoformat())

        assert result.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
        assert result.stdout_bytes.endswith(b"END:VCALENDAR\r\n")
        assert result.stderr == ""

    def test_never_overwrites_another_file(self, folder: Path, tmp_path: Path) -> None:
        """What is not a calendar of prepkit's stays, and one line says so."""
        mine = tmp_path / "notes.txt"
        mine.write_text("mine")
        result = _call("plan", folder, "--ics", mine)

        assert result.exit_code == ExitCode.UNUSABLE
        assert "another file, which is left as it is" in result.stderr
        assert mine.read_text() == "mine"

    def test_calendar_of_no_plan(self, workspace: Workspace, tmp_path: Path) -> None:
        """Without a plan there is no file, and the line says what to set first."""
        result = _call("plan", workspace.path, "--ics", tmp_path / "plan.ics")

        assert result.exit_code == ExitCode.UNUSABLE
        assert "Set an interview date" in result.stderr
        assert not (tmp_path / "plan.ics").exists()


def test_tables_line_up(folder: Path) -> None:
    """In a printed table each column begins at the same place in every line."""
    *lines, hours = _call("track", folder, "--today", TODAY.isoformat()).output.splitlines()
    place = lines[0].index("status")

    assert all(line[place - 1] == " " and line[place] != " " for line in lines)
    assert "you logged 18 h: 6 h less" in hours
