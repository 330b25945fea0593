"""A cohort on Dask: the same task, tried again when a worker dies; a scheduler that is not there is said at once."""

from __future__ import annotations

import csv
import os
import signal
import socket
from pathlib import Path
from typing import Any

import dask
import pytest
from click.testing import CliRunner
from distributed import LocalCluster
from shared import TODAY

from prepkit.cli import ExitCode, main
from prepkit.workbook.cohort.cluster import CONNECT_SECONDS
from prepkit.workbook.cohort.outcomes import Outcome
from prepkit.workbook.cohort.running import run_cohort

PEOPLE = 5


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    """A file of five people."""
    path = tmp_path / "people.csv"
    rows = "".join(f"{n},Person {n}\n" for n in range(1, PEOPLE + 1))
    path.write_text(f"id,candidate\n{rows}", encoding="utf-8")
    return path


def test_killed_worker_costs_nobody_their_workbook(profiles: Path, tmp_path: Path) -> None:
    """With one of two workers killed midway, everybody's workbook is there, and no process is left."""
    out, killed = tmp_path / "out", list[int]()
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
    ):

        def kill(_: Outcome) -> None:
            if not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        report = run_cohort(
            profiles, str(out), dask=cluster.scheduler_address, today=TODAY.isoformat(), only=["00"], on_outcome=kill
        )

    assert len(killed) == 1
    assert report.is_clean
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        statuses = sorted(row["status"] for row in csv.DictReader(file))
    # Who was built when the worker died, and not yet reported, is tried again and found to be current.
    assert statuses in (["built"] * PEOPLE, ["built"] * (PEOPLE - 1) + ["unchanged"])
    for number in range(1, PEOPLE + 1):
        assert f"Person {number}" in (out / str(number) / "workbook" / "index.html").read_text(encoding="utf-8")
        assert (out / str(number) / "workbook" / "00_start_here.ipynb").exists()


def _call(profiles: Path, out: Path, address: str) -> Any:
    return CliRunner().invoke(main, ["cohort", str(profiles), str(out), "--dask", address])


def test_address_where_nobody_listens_is_one_line(profiles: Path, tmp_path: Path) -> None:
    """A scheduler that does not answer ends it within seconds, with the cure."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        result = _call(profiles, tmp_path / "out", address)

    assert result.exit_code == ExitCode.UNUSABLE
    assert result.stderr.splitlines() == [
        f"prepkit: --dask {address}: no scheduler answers there. Start one with `dask scheduler`, then `dask worker` "
        "on each machine, and give the address it prints"
    ]
    assert CONNECT_SECONDS <= 10


def test_address_that_is_none_is_one_line(profiles: Path, tmp_path: Path) -> None:
    """What is no address is refused in the same way."""
    result = _call(profiles, tmp_path / "out", "nowhere:x")

    assert result.exit_code == ExitCode.UNUSABLE
    assert len(result.stderr.splitlines()) == 1
