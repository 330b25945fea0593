"""How ready someone is: what is taken for granted (G1), and each stage (G5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import Assumption, ChecklistItem, Stage
from prepkit.errors import ContentError, suggest
from prepkit.models import Loop, Profile
from prepkit.models.listing import make_table
from prepkit.models.preparation import Preparation
from prepkit.planning.loop import find_missing_stages, lay_out_loop
from prepkit.planning.tracker import count

_ASSUMPTIONS = "assumption str, holds bool, your_answer str, advice str"
_READINESS = "stage str, name str, area str, items int64, done int64, share float64, reason str"
_LOOP = "loop"
_NOT_ANSWERED = "Not answered"
_FIRST = "Fill in your profile first."


def check_assumptions(
    profile: Profile, loop: Loop | None = None, *, assumptions: Sequence[Assumption] | None = None
) -> pd.DataFrame:
    """Check what the guide takes for granted about its reader against a profile.

    Returns:
        Columns assumption (str), holds (bool), your_answer (str), advice (str, empty where it holds), one row an
        assumption. A question that is not answered does not hold, and in a blank profile none is.

    Raises:
        ContentError: an assumption names a field that a profile does not have.
    """
    rows = []
    for entry in load(Assumption) if assumptions is None else assumptions:
        answer = _read_answer(entry, profile, loop or Loop())
        if profile.is_blank():
            rows.append((entry.name, False, _NOT_ANSWERED, _FIRST))
            continue
        holds = _holds(entry, answer)
        said = _say_loop(loop or Loop()) if entry.field == _LOOP else _say_answer(answer)
        rows.append((entry.name, holds, said, "" if holds else _advise(entry, answer)))
    return make_table(_ASSUMPTIONS, rows)


def _read_answer(entry: Assumption, profile: Profile, loop: Loop) -> Any:
    if entry.field == _LOOP:
        return not find_missing_stages(loop)
    if entry.field not in Profile.model_fields:
        fault = f"{entry.file}: [[{entry.table}]] {entry.id}: field: {entry.field} is not in a profile"
        raise ContentError([f"{fault}; {suggest(entry.field, Profile.model_fields)}"])
    return getattr(profile, entry.field)


def _holds(entry: Assumption, answer: Any) -> bool:
    if entry.holds_when == "at_least":
        return answer is not None and answer >= (entry.value or 0)
    if entry.holds_when == "one_of":
        return answer in entry.values
    return bool(answer) == (entry.holds_when == "true")


def _advise(entry: Assumption, answer: Any) -> str:
    return entry.cases.get("blank" if answer in (None, "") else str(answer), entry.otherwise)


def _say_answer(answer: Any) -> str:
    if answer is None or answer == "":
        return _NOT_ANSWERED
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    return f"{answer:g}" if isinstance(answer, float) else str(answer)


def _say_loop(loop: Loop) -> str:
    missing = find_missing_stages(loop)
    return f"Without: {', '.join(missing)}" if missing else "All of them, as far as you know"


def measure_readiness(prep: Preparation, today: dt.date) -> pd.DataFrame:
    """Measure how ready the workspace is for each stage of its loop (G5), from what is in it by today.

    Returns:
        Columns stage (str, its id), name, area (str), items, done (int64, what the stage needs of the checklist and how
        much of that is complete), share (float64, 0 to 1: the mean over its items of what is done of each), reason
        (str, what is missing and where to go on), one row a stage that can be prepared for, in the loop's order.
    """
    stages = {entry.id: entry for entry in load(Stage)}
    rows = []
    for row in lay_out_loop(prep.profile, prep.loop).to_dict("records"):
        stage = stages.get(row["stage"])
        if stage is not None and stage.needs:
            rows.append(_measure(stage, prep, today))
    return make_table(_READINESS, rows)


def _measure(stage: Stage, prep: Preparation, today: dt.date) -> tuple[object, ...]:
    shares, missing = [], []
    for item_id, needed in stage.needs.items():
        item = find(ChecklistItem, item_id)
        done = min(count(item, prep, today).done, needed)
        shares.append(done / needed)
        if done < needed:
            missing.append(f"{item.name} ({done} of {needed}, notebook {item.notebook})")
    reason = f"Missing: {'; '.join(missing)}." if missing else "All that is counted for it is there."
    if stage.id == "technical" and prep.loop.technical_round.endswith("system design"):
        reason += " System design is not counted here."
    whole = sum(share >= 1 for share in shares)
    return stage.id, stage.name, stage.area, len(shares), whole, sum(shares) / len(shares), reason
