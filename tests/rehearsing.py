"""What tests of sessions share: answers, another day, sheets of scores."""

from __future__ import annotations

import datetime as dt
from typing import Any

from memory_collection import read_html, walk

from prepkit.live.score_sheet.score_sheet import ScoreSheet
from prepkit.store import Workspace

METHOD = (
    "We trained a gradient boosting model on 40 features. The AUC was 0.87 after cross-validation. We tuned it with "
    "grid search. Returns of first-time buyers fell from 14.0% to 11.2% in eight weeks."
)
CUSTOMER = (
    "First-time buyers guessed their size, and 14 of 100 pairs came back. I asked them one question instead. In a test "
    "with half of 41,600 buyers, returns fell from 14.0% to 11.2%. I would ask two weeks earlier next time."
)


def on(prep: Workspace, day: dt.date) -> Workspace:
    """Open the workspace on another day."""
    return Workspace(prep.path, today=day)


def find_sheet(session: Any) -> ScoreSheet:
    """Return the sheet of scores that a session shows."""
    return next(each for each in walk(session) if isinstance(each, ScoreSheet))


def score_all(session: Any, score: int) -> None:
    """Give every dimension the same score."""
    sheet = find_sheet(session)
    sheet.scores = {each["id"]: score for each in sheet.dimensions}


def read_status(session: Any) -> str:
    """Return the line of status."""
    return read_html(session.children[-1])
