"""The coach's page: everybody's readiness, hours and gaps in one table that sorts and filters without a network."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from prepkit.content.library import load
from prepkit.content.shapes.planning import Stage
from prepkit.workbook.builder import FOLDER, PAGE
from prepkit.workbook.cohort.outcomes import Outcome, Spool
from prepkit.workbook.html import load_templates

NAME = "overview.html"
_STATUSES = ("built", "unchanged", "failed", "refused")
_TEMPLATES = load_templates("prepkit.workbook.cohort")


def render_overview(outcomes: Spool, day: dt.date) -> Iterator[str]:
    """Yield the overview page in pieces; nobody's row is held longer than it takes to write it."""
    stages = [stage for stage in load(Stage) if stage.needs]
    script = _TEMPLATES.get_template("overview.js").render()
    mark = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return _TEMPLATES.get_template("overview.html.j2").generate(
        day=day,
        sentence=say_counts(outcomes.statuses),
        means=_measure_means(outcomes, stages),
        stages=stages,
        statuses=[status for status in _STATUSES if outcomes.statuses[status]],
        rows=(_lay_out(outcome, stages) for outcome in outcomes),
        script=Markup(script),  # noqa: S704 - ours, and nobody's text is in it
        script_mark=f"sha256-{mark}",
    )


def say_counts(statuses: Counter[str]) -> str:
    """Say how many people there are and how they came out."""
    total = sum(statuses.values())
    parts = ", ".join(f"{statuses[status]} {status}" for status in _STATUSES if statuses[status])
    return f"{total} {'person' if total == 1 else 'people'}: {parts}." if total else "Nobody."


def _measure_means(outcomes: Iterable[Outcome], stages: list[Stage]) -> list[tuple[str, float, int]]:
    """Return each stage's name, its mean share, and of how many people."""
    people: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for outcome in outcomes:
        for stage, share in (outcome.summary or {}).get("readiness", {}).items():
            people[stage] += 1
            sums[stage] += share
    return [(one.name, sums[one.id] / people[one.id], people[one.id]) for one in stages if people[one.id]]


def _lay_out(outcome: Outcome, stages: list[Stage]) -> dict[str, Any]:
    summary = outcome.summary or {}
    readiness: dict[str, float] = summary.get("readiness", {})
    overall = sum(readiness.values()) / len(readiness) if readiness else None
    days = summary.get("days_left")
    return {
        "status": outcome.status,
        "name": summary.get("candidate") or outcome.name or f"Line {outcome.line}",
        "role": summary.get("role", ""),
        "link": f"{quote(outcome.folder)}/{FOLDER}/{PAGE}" if summary else "",
        "error": f"Line {outcome.line}: {outcome.error}" if outcome.status == "refused" else outcome.error,
        "date": summary.get("interview_date") or "",
        "days": days,
        "shares": {"overall": overall, **{stage.id: readiness.get(stage.id) for stage in stages}},
        "minutes": [summary.get(f"{name}_minutes") for name in ("logged", "needed", "available")],
        "short": summary.get("interview_date") and (days or 0) >= 0 and not summary.get("fits", True),
        "gaps": summary.get("gaps", []),
    }
