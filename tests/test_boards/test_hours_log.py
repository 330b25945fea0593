"""The log of hours: add, correct, total."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from memory_collection import find, read_html

from prepkit.boards.hours_log import SHOWN, HoursLog, describe_hours
from prepkit.errors import WorkspaceError
from prepkit.models import HoursEntry
from prepkit.show.text import render_text
from prepkit.store import Workspace

DAY = dt.date(2026, 1, 20)


def test_an_entry_is_added(workspace: Workspace) -> None:
    """The button stores what stands in the form, clears it for the next, and the table and totals follow."""
    log = HoursLog(workspace)
    find(log, "Date").value = DAY
    find(log, "Area").value = "resume"
    find(log, "Minutes").value = "95"
    find(log, "Note").value = "<b>lines</b>"
    find(log, "Add").click()

    [entry] = workspace.hours.all()
    assert (entry.date, entry.area, entry.minutes, entry.note) == (DAY, "resume", 95, "<b>lines</b>")
    assert (find(log, "Minutes").value, find(log, "Note").value, find(log, "Area").value) == ("", "", "resume")
    assert "Together: 1 h 35 min" in read_html(log)
    assert "&lt;b&gt;lines&lt;/b&gt;" in read_html(log)
    assert "Tue 20 Jan 2026 | Resume and letter | 1 h 35 min | <b>lines</b>" in log.render_text()


def test_an_entry_without_time_or_day_is_not_added(workspace: Workspace) -> None:
    """What is missing is said at its field; nothing is stored."""
    log = HoursLog(workspace)
    find(log, "Date").value = None
    find(log, "Add").click()
    assert "No date; pick the day you worked." in read_html(log)
    assert "No minutes; write how long you worked, like 45." in read_html(log)
    find(log, "Minutes").value = "an hour"
    find(log, "Add").click()

    assert "Not a whole number; write digits only." in read_html(log)
    assert workspace.hours.all() == []


def test_what_is_not_added_yet_is_kept(workspace: Workspace) -> None:
    """An entry that was being typed when the kernel stopped stands in the form again, and is added from there."""
    log = HoursLog(workspace)
    find(log, "Minutes").value = "4x"
    find(log, "Note").value = "half done"
    log.flush()
    assert workspace.hours.all() == []
    again = HoursLog(workspace)
    assert (find(again, "Minutes").value, find(again, "Note").value) == ("4x", "half done")
    find(again, "Minutes").value = "45"
    find(again, "Add").click()

    assert [(entry.minutes, entry.note) for entry in workspace.hours.all()] == [(45, "half done")]
    assert find(HoursLog(workspace), "Note").value == ""


def test_an_earlier_entry_is_picked_and_corrected(workspace: Workspace) -> None:
    """Picking an entry shows it; a change is saved into it, and the table follows."""
    workspace.hours.save_all([HoursEntry(id="e", date=DAY, minutes=30), HoursEntry(id="f", date=DAY)])
    log = HoursLog(workspace)
    find(log, "Entry").value = "e"
    find(log, "Minutes").value = "50"
    log.flush()

    assert workspace.hours.get("e").minutes == 50
    assert len(workspace.hours.all()) == 2
    log.update()
    assert "50 min" in read_html(log)
    find(log, "New entry").click()
    assert find(log, "Minutes").value == ""


def test_a_failure_to_add_keeps_the_entry(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the entry cannot be stored it is said in words and stays in the form."""
    log = HoursLog(workspace)
    find(log, "Minutes").value = "45"
    log.flush()

    def fail(_record: Any) -> None:
        raise WorkspaceError("the disk is full", cure="Try again")

    monkeypatch.setattr(workspace.hours, "save", fail)
    find(log, "Add").click()

    assert "Not added: the disk is full. Try again" in read_html(log)
    assert find(log, "Minutes").value == "45"


def test_many_entries_are_totaled_and_the_latest_shown() -> None:
    """The totals count every entry; the table shows the latest and says how many more there are."""
    entries = [HoursEntry(date=DAY + dt.timedelta(days=number), minutes=60) for number in range(SHOWN + 5)]
    text = render_text(describe_hours(entries, {"product_sense": "Product sense"}))

    assert f"Together: {SHOWN + 5} h" in text
    assert text.endswith("And 5 earlier, counted in the totals.")
