"""The workbook's page: one self-contained HTML file that reads in any browser and prints well."""

from __future__ import annotations

from typing import Any

from prepkit import charts
from prepkit.models import PRFAQ, Story
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.planning import (
    check_assumptions,
    check_fit,
    cover_principles,
    lay_out_loop,
    measure_readiness,
    replan,
    tracker,
)
from prepkit.rehearsal.scores import trace_scores
from prepkit.review.mirror import compare_releases
from prepkit.review.reviewer import review
from prepkit.store import Workspace
from prepkit.stories.strength import score_stories
from prepkit.workbook.html import load_templates

SPOKEN_ANSWER = "spoken-answer"  # the text that notebook 06 keeps
_TEMPLATES = load_templates("prepkit.workbook")


def render_page(workspace: Workspace) -> str:
    """Return the page of a workspace as HTML: readiness, plan, charts, stories and PRFAQs. No request leaves it."""
    profile, today = workspace.profile, workspace.today
    read = workspace.read()
    again = replan(read, today)
    checklist = tracker(read, today)
    readiness = measure_readiness(read, today)
    stories = workspace.stories.all()
    loop = lay_out_loop(profile, workspace.loop)
    return _TEMPLATES.get_template("page.html.j2").render(
        profile=profile,
        today=today,
        fit=check_fit(profile, today, checklist),
        checklist=checklist.to_dict("records"),
        again=again,
        weeks=_weeks(again.plan.frame),
        assumptions=check_assumptions(profile, workspace.loop).to_dict("records"),
        principles=cover_principles(stories).to_dict("records"),
        figures={
            "readiness": charts.readiness(readiness).to_html(),
            "hours": charts.burn_up(again.weeks, today).to_html(),
            "weeks": charts.weeks(again.plan).to_html(),
            "loop": charts.loop(loop, today).to_html(),
            "bank": charts.story_bank(score_stories(stories)).to_html(),
            "talk": charts.talk(review(_find_answer(workspace), "talk")).to_html(),
            "mirror": charts.mirror(_compare_release(workspace)).to_html(),
            "scores": charts.scores(trace_scores(workspace.mocks.all(), today)).to_html(),
        },
        stories=[_tell(story) for story in stories],
        prfaqs=[_release(prfaq) for prfaq in workspace.prfaqs.all()],
    )


def _find_answer(workspace: Workspace) -> str:
    """Return what was last said aloud and written down: the answer being worked on, or the latest mock's."""
    typed = next((one.text for one in workspace.scratch_texts.all() if one.id == SPOKEN_ANSWER), "")
    said = [mock.answer for mock in workspace.mocks.all() if mock.answer.strip()]
    return typed if typed.strip() else said[-1] if said else ""


def _compare_release(workspace: Workspace) -> Any:
    """Measure the first PRFAQ against the last press release that was pasted."""
    drafts = workspace.prfaqs.all()
    read = {reading.id for reading in workspace.readings.all()}
    pasted = [one.text for one in workspace.scratch_texts.all() if one.id in read and one.text.strip()]
    return compare_releases(drafts[0] if drafts else PRFAQ(), pasted[-1] if pasted else "")


def _weeks(schedule: Any) -> list[dict[str, Any]]:
    weeks = []
    for (week, starts, ends), rows in schedule.groupby(["week", "starts", "ends"], sort=True):
        spent = rows[rows["minutes"] > 0]
        weeks.append({"week": week, "starts": starts, "ends": ends, "rows": spent.to_dict("records")})
    return weeks


def _tell(story: Story) -> dict[str, Any]:
    """Group a story's fields under the headings of the form; a blank field is left to the template to name."""
    groups: dict[str, list[dict[str, str]]] = {}
    for name, field in Story.model_fields.items():
        extra = field.json_schema_extra
        group = str(extra.get("group", "")) if isinstance(extra, dict) else ""
        if group and group != "Use":
            value = getattr(story, name)
            text = value if isinstance(value, str) else value.describe()
            groups.setdefault(group, []).append({"title": str(field.title), "text": text})
    return {"title": story.label, "project": story.project, "principles": story.principles, "groups": groups}


def _release(prfaq: PRFAQ) -> dict[str, Any]:
    body = [
        {"title": str(PRFAQ.model_fields[name].title), "text": getattr(prfaq, name)}
        for name in RELEASE_SECTIONS
        if name not in ("heading", "sub_heading")
    ]
    return {
        "heading": prfaq.label,
        "sub_heading": prfaq.sub_heading,
        "dateline": prfaq.dateline(),
        "sections": body,
        "external": prfaq.external_faq,
        "internal": prfaq.internal_faq,
    }
