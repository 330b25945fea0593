"""Names of the release before this one: each still works, and says once in a line what takes its place.

Not public and gone with the next release. A person's own notebook cells may hold them.
"""

from __future__ import annotations

import functools
import importlib
import warnings
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

_MODELS = (
    *("Bullet", "CardReview", "DrillAnswer", "HoursEntry", "ImpactMetric", "Interviewer", "Letter", "Loop"),
    *("MetricPlan", "Mock", "PRFAQ", "Panel", "Profile", "Reading", "Resume", "Story"),
)
_PLANS = "prep.metric_plans.form"
# Forms that take the collection still; what opens them now.
_FORMS = {
    "BulletForm": "prep.bullets.form()",
    "CopyBox": "pk.forms.CopyBoard(prep)",
    "EventPlanForm": f'{_PLANS}("instrumentation")',
    "ExperimentForm": f'{_PLANS}("experiment", "if_it_is_an_average", "decision")',
    "LetterForm": "prep.letters.form()",
    "LoopForm": "prep.loops.form()",
    "MetricPlanForm": f"{_PLANS}()",
    "MetricsForm": f'{_PLANS}("feature", "metrics")',
    "MockForm": "prep.mocks.form()",
    "PRFAQForm": "prep.prfaqs.form()",
    "PanelForm": "prep.panels.form()",
    "ProfileForm": "prep.profiles.form()",
    "ReadingForm": "prep.readings.form()",
    "ResultForm": f'{_PLANS}("result", "result_of_an_average")',
    "ResumeForm": "prep.resumes.form()",
    "ReviewEditor": "pk.forms.ReviewEditor",
    "RiskForm": f'{_PLANS}("risks")',
    "StoryForm": "prep.stories.form()",
    "Timer": "pk.forms.Timer",
}
# What took collections, lists and the day, and takes the workspace.
_BOARDS = (
    *("BulletTable", "CardDeck", "ComposeBoard", "Debrief", "FollowUpLadder", "HoursLog", "MetricBuilder"),
    *("MockSession", "PrincipleGuide", "QuestionOffers", "Rehearsal", "ReleaseMirror", "ResultDrill", "TalkReview"),
    *("TrackerBoard", "Translator"),
)
_DRAFTERS = {"BulletDrafter": "bullet", "LetterDrafter": "letter", "PRFAQDrafter": "prfaq"}
# What showed a value, and the function that makes blocks of one.
_VIEWS = {
    "DayCards": ("prep.deal_cards()", "stories.assignment", "read_day_cards"),
    "LetterPage": ("prep.letters.pages()", "review.papers", "read_letters"),
    "Meters": ("prep.prfaqs.lengths()", "review.lengths", "read_lengths"),
    "Note": ("pk.live(verb)", "show.live", "as_blocks"),
    "ParserView": ("prep.parse_resume()", "review.papers", "read_parsed_resume"),
    "ProductImpact": ("prep.impacts()", "metrics.impacts", "read_impact"),
    "Release": ("prep.prfaqs.pages()", "review.papers", "read_releases"),
    "Table": ("pk.live(verb)", "show.live", "as_blocks"),
}
_GONE = ("acknowledged", "bullets", "claims", "letters", "prfaqs", "stories", "texts", "today")
# What takes a name's place, and where it stands.
_OTHERS = {
    "BeforeAfter": ("prep.stories.before_after()", "review.reviews"),
    "Reviews": ("prep.stories.reviews()", "review.reviews"),
    "allocate": ("prep.allocate()", "planning.allocation"),
    "allocate_preparation": ("prep.allocate()", "planning.allocation"),
    "assign_stories": ("prep.assign()", "stories.assignment"),
    "check_assumptions": ("prep.assumptions()", "planning.readiness"),
    "check_bank": ("prep.check_bank()", "stories.bank"),
    "check_claim": ("pk.forms.MetricBuilder(prep)", "metrics.change"),
    "check_fit": ("prep.check_fit()", "planning.weeks"),
    "check_principle": ("prep.stories.check_principle(principle)", "stories.evidence"),
    "climb_ladder": ("prep.stories.climb_ladder(story_id)", "stories.ladder"),
    "compose_bullet": ("prep.stories.make_bullet(story_id)", "stories.drafts"),
    "compose_letter": ("prep.stories.make_letter(story_id)", "stories.drafts"),
    "compose_script": ("prep.stories.tell(story_id)", "stories.scripts"),
    "cover_principles": ("prep.rank_gaps()", "stories.bank"),
    "draft_prfaq": ("prep.stories.make_prfaq(story_id)", "stories.drafts"),
    "draw_cards": ("prep.draw_questions()", "rehearsal.queue"),
    "draw_question": ("prep.draw_question()", "rehearsal.queue"),
    "find_gaps": ("prep.find_gaps()", "stories.bank"),
    "find_single_points": ("prep.stories.single_points()", "stories.bank"),
    "gather_facts": ("prep.facts()", "planning.loop"),
    "gather_panel": ("prep.panel()", "stories.assignment"),
    "lay_out_loop": ("prep.loop_stages()", "planning.loop"),
    "list_impacts": ("prep.impacts()", "metrics.impacts"),
    "list_metrics": ("prep.stories.metrics()", "metrics.impacts"),
    "measure_bullets": ("prep.bullets.lengths()", "review.lengths"),
    "measure_change": ("pk.forms.MetricBuilder(prep)", "metrics.change"),
    "measure_letters": ("prep.letters.lengths()", "review.lengths"),
    "measure_prfaqs": ("prep.prfaqs.lengths()", "review.lengths"),
    "measure_readiness": ("prep.readiness()", "planning.readiness"),
    "pivot_hours": ("prep.hours_by_week()", "planning.replanning"),
    "plan": ("prep.plan()", "planning.schedule"),
    "queue_cards": ("prep.queue_cards()", "rehearsal.queue"),
    "rank_gaps": ("prep.rank_gaps()", "stories.bank"),
    "replan": ("prep.replan()", "planning.replanning"),
    "score_stories": ("prep.stories.strengths()", "stories.evidence"),
    "suggest_today": ("prep.suggest_today()", "planning.today"),
    "trace_scores": ("prep.scores()", "rehearsal.scores"),
    "tracker": ("prep.tracker()", "planning.tracker"),
    "weigh_losses": ("prep.weigh_losses()", "stories.assignment"),
    "write_calendar": ("prep.write_calendar()", "store.calendar_file"),
}
_told: set[str] = set()


class _Replan:
    """What `replan` returned: the plan as a table, and the sentence under its own name."""

    def __init__(self, again: Any) -> None:
        self.plan, self.weeks, self.areas = _as_table(again.plan), again.weeks, again.frame
        self.sentence = again.summary

    def __str__(self) -> str:
        return str(self.sentence)


def find_former(name: str) -> Any:
    """Return what a name of the last release stood for, and say once what takes its place.

    Raises:
        AttributeError: there never was such a name.
    """
    if name in _MODELS:
        instead, found = f"pk.models.{name}", _load("models", name)
    elif name in _FORMS:
        instead, found = _FORMS[name], _load("forms.named" if name.endswith("Form") else "forms", name)
    elif name in _BOARDS:
        instead, found = f"pk.forms.{name}(prep)", _take_workspace(name)
    elif name in _DRAFTERS:
        instead = f'pk.forms.Drafter(prep, "{_DRAFTERS[name]}")'
        found = functools.partial(_take_workspace("Drafter"), kind=_DRAFTERS[name])
    elif name in _VIEWS:
        instead, module, function = _VIEWS[name]
        found = _show(name, _load(module, function))
    elif name in _OTHERS:
        instead, module = _OTHERS[name]
        found = _adapt(name, _load(module, name))
    else:
        raise AttributeError(f"module 'prepkit' has no attribute {name!r}")
    if name not in _told:
        _told.add(name)
        warnings.warn(f"pk.{name} will go with the next release. Use {instead}", DeprecationWarning, stacklevel=3)
    return found


def _load(module: str, name: str) -> Any:
    return getattr(importlib.import_module(f"prepkit.{module}"), name)


def _take_workspace(name: str) -> Callable[..., Any]:
    """Return what makes a board from a workspace, or from a collection that knows its own."""
    board = _load("forms", name)

    def former(first: Any, *rest: Any, **options: Any) -> Any:
        if name == "Debrief" and not hasattr(first, "mocks"):  # it took a mock and the stories
            stories = list(options.get("stories", *rest[:1]) or ())
            return board(SimpleNamespace(mocks=_Shelf([first]), stories=_Shelf(stories)))
        if name == "TrackerBoard" and not hasattr(first, "tracker"):  # it took a table, or what makes one
            describe = _load("boards.tracker_board", "describe_checklist")
            return _load("blocks", "Document")(*describe(first() if callable(first) else first))
        prep = getattr(first, "workspace", first)
        kept = {key: value for key, value in options.items() if key not in _GONE}
        if name == "TalkReview" and prep is not first:
            kept["collection"] = next(key for key, one in prep.collections().items() if one is first)
        return board(prep, *(one for one in rest if isinstance(one, str)), **kept)

    return former


def _show(name: str, read: Callable[..., Any]) -> Callable[..., Any]:
    def former(first: Any, *rest: Any) -> Any:
        if name in ("Note", "Table"):
            first, rest = (first, (rest,)) if name == "Table" else (str(first), ())
        document = _load("blocks", "Document")(*read(first, *rest))
        if name == "ParserView":
            lines = rest[0] if rest else ()
            resume = next((one for one in first if not one.is_blank()), None) or _load("models", "Resume")(id="blank")
            document.text = _load("review.documents", "write_resume")(resume, list(lines))
        return document

    return former


class _Shelf(list[Any]):
    """Records in a list that answers as a collection does."""

    all = list.copy


def _adapt(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that takes what it took, and returns what it returned."""
    takes_workspace = {"draw_question", "measure_readiness", "queue_cards", "replan", "suggest_today", "tracker"}
    if name == "BeforeAfter":  # it took a collection
        return lambda collection, **options: function(collection.all(), collection.history, **options)
    if name not in {*takes_workspace, "plan", "trace_scores", "write_calendar"}:
        return function

    @functools.wraps(function)
    def former(first: Any, today: Any, *rest: Any, **options: Any) -> Any:
        if name == "suggest_today" and (rest or options):  # it took the table of cards, and takes their number
            cards = [*rest, *options.values()][0]
            rest, options = (0 if cards is None else len(cards),), {}
        if name == "write_calendar" and not rest and "path" not in options:
            rest = (first.path / "plan.ics",)
        read = first if name in ("plan", "trace_scores") else first.read()
        found = function(read, today, *rest, **options)
        return _Replan(found) if name == "replan" else _as_table(found)

    return former


def _as_table(found: Any) -> Any:
    """Return a listing as the table that it was, with the sentence in its attributes; a chart finds it there too."""
    if not hasattr(found, "summary") or not hasattr(found, "frame"):
        return found
    table = found.frame.copy(deep=False)
    table.attrs["summary"] = found.summary
    for name, value in (("frame", found.frame), ("summary", found.summary)):
        object.__setattr__(table, name, value)
    return table
