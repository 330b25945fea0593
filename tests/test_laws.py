"""The laws that concern the whole: no network, nothing logged, nothing executed, fixed input gives fixed output."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from shared import NASTY_TEXTS, TODAY

from prepkit import charts
from prepkit.metrics.impacts import list_metrics
from prepkit.models import PRFAQ, HoursEntry, Story
from prepkit.planning.schedule import plan
from prepkit.planning.tracker import tracker
from prepkit.store import Workspace
from prepkit.stories.bank import cover_principles, find_gaps
from prepkit.workbook.page import render_page

# Loaded by every Python of the run, kernels included: writes down each connection or look-up that leaves the machine.
WATCH = """
    import os, sys

    def watch(event, arguments):
        if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            address = arguments[1] if event != "socket.getaddrinfo" else arguments[0]
            host = address[0] if isinstance(address, tuple) else address
            if str(host) not in ("127.0.0.1", "::1", "localhost", "None", ""):
                with open(os.environ["WATCHED"], "a") as log:
                    log.write(f"{event} {host}\\n")

    sys.addaudithook(watch)
"""


@pytest.mark.slow
def test_no_connection_leaves_the_machine(tmp_path: Path) -> None:
    """Making, building, planning and tracking, kernels included, open no connection to anywhere else."""
    (tmp_path / "sitecustomize.py").write_text(textwrap.dedent(WATCH))
    log = tmp_path / "log"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "WATCHED": str(log)}

    def call(*arguments: str) -> None:
        subprocess.run(arguments, env=environment, cwd=tmp_path, check=True, capture_output=True)

    call(sys.executable, "-c", "import socket; s = socket.socket(); s.settimeout(0.01); s.connect_ex(('192.0.2.1', 9))")
    assert log.read_text() == "socket.connect 192.0.2.1\n", "the watch itself does not work"
    log.unlink()

    for command in (["new", "me", "--sample"], ["build", "me", "--only", "07"], ["plan", "me"], ["track", "me"]):
        call(sys.executable, "-m", "prepkit", *command)
    assert not log.exists(), log.read_text()


@pytest.mark.slow
def test_nothing_typed_is_logged(workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    """Saving, planning and rendering leave no word of a person's in any log, at any level."""
    secret = "xylophone-47"
    with caplog.at_level(logging.DEBUG):
        workspace.profiles.save(workspace.profile.replace(candidate=secret))
        workspace.stories.save(Story(title=secret, situation=secret))
        tracker(workspace.read(), TODAY)
        render_page(workspace)

    assert secret not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_nasty_texts_pass_through_every_table_and_chart(workspace: Workspace, text: str) -> None:
    """No text of a person's breaks a table, a chart or the page, or is taken for markup, math or a format."""
    workspace.profiles.save(workspace.profile.replace(candidate=text))
    workspace.stories.save(Story(title=text, project=text, situation=text, principles=("ownership",)))
    workspace.prfaqs.save(PRFAQ(heading=text, problem=text))
    workspace.hours.save(HoursEntry(date=TODAY, minutes=30, note=text))
    stories = workspace.stories.all()

    assert text in "".join(find_gaps(stories)["title"])
    assert list_metrics(stories).loc[0, "title"] == text
    assert cover_principles(stories)["stories"].sum() == 1
    assert "<script" not in render_page(workspace)


@pytest.mark.slow
def test_fixed_input_gives_fixed_output() -> None:
    """The same workspace on the same day gives the same tables, the same pictures and the same page."""
    first, second = Workspace.sample(today=TODAY), Workspace.sample(today=TODAY)

    assert render_page(first) == render_page(second)
    pictures = [charts.weeks(plan(prep.profile, TODAY))._repr_mimebundle_() for prep in (first, second)]
    assert pictures[0] == pictures[1]


@pytest.mark.slow
def test_a_process_killed_while_building_leaves_whole_files(tmp_path: Path) -> None:
    """Kill -9 in the middle of a build leaves each notebook as it was or as it will be, and every story."""
    import signal
    import time

    import nbformat

    workspace = Workspace.create(tmp_path / "me", sample=True)
    stories = workspace.stories.all()
    for delay in (2.5, 4.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "prepkit", "build", str(tmp_path / "me"), "--only", "07", "--only", "06"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for path in (tmp_path / "me" / "workbook").glob("[0-9]*.ipynb"):
            nbformat.validate(nbformat.read(path, as_version=4))
    assert Workspace.open(tmp_path / "me").stories.all() == stories
