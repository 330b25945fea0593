"""A clock for an answer told aloud: its beats, what is left of them, and what to do when it runs late."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import traitlets

from prepkit.blocks import Block, Heading, Item
from prepkit.content.library import find, load
from prepkit.content.shapes.rehearsal import Beat, Clock
from prepkit.live.part import LivePart, read_program

_HERE = Path(__file__).parent


class Timer(LivePart):
    """Counts the seconds of an answer, names the beat that one should be in, and says when it is late.

    It is started, paused and reset by buttons, or by the keys S and R while one of them has the focus. The browser
    alone keeps time. `run` holds the seconds counted before the last start and the moment of it, so that a timer made
    anew from another's `run` goes on as if nothing had happened.

    Args:
        clock: The id of a clock of the content: `story`, `case`, `technical` or `plain`.
        run: The `run` of an earlier timer to go on from.

    Raises:
        UsageError: there is no such clock.
    """

    _esm = read_program("timer/timer.js")
    _css = _HERE / "timer.css"

    name = traitlets.Unicode().tag(sync=True)
    aim = traitlets.Int().tag(sync=True)
    marks = traitlets.List(traitlets.Dict()).tag(sync=True)
    beats = traitlets.List(traitlets.Dict()).tag(sync=True)
    run = traitlets.Dict().tag(sync=True)
    seconds = traitlets.Float(0.0, min=0.0).tag(sync=True)

    def __init__(self, clock: str = "story", *, run: dict[str, Any] | None = None) -> None:
        super().__init__(run=check_run(run))
        self.show(clock)
        self.seconds = self.run["counted"]

    def show(self, clock: str) -> None:
        """Count by another clock of the content; the seconds stay."""
        entry = find(Clock, clock)
        beats = [beat for beat in load(Beat) if beat.clock == clock]
        with self.hold_trait_notifications():
            self.name = entry.name
            self.aim = entry.aim
            self.beats = [{"name": beat.name, "seconds": beat.seconds, "say": beat.say} for beat in beats]
            self.marks = [
                {"at": entry.late, "level": "late", "say": entry.when_late},
                {"at": entry.over, "level": "over", "say": entry.when_over},
            ]

    def reset(self) -> None:
        """Set the clock back to zero, standing."""
        self.run = check_run(None)
        self.seconds = 0.0

    def read(self) -> Sequence[Block]:
        """Return the beats."""
        lines = [f"{say_clock(beat['seconds'])} {beat['name']}: {beat['say']}" for beat in self.beats]
        return [Heading(self.name, 2), *(Item(line, numbered=True) for line in lines)]


def check_run(run: dict[str, Any] | None) -> dict[str, Any]:
    """Return what a timer goes on from: seconds counted, and the moment of the last start in milliseconds, or 0."""
    values = run or {}
    counted, started = values.get("counted"), values.get("started")
    return {
        "counted": float(counted) if isinstance(counted, int | float) and 0 <= counted < float("inf") else 0.0,
        "started": float(started) if isinstance(started, int | float) and 0 < started < float("inf") else 0.0,
    }


def say_clock(seconds: float) -> str:
    """Say seconds as minutes and seconds: `2:05`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
