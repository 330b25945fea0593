"""The story bank as a whole: whether it is enough, where it has gaps, and what hangs on one story (G7, G15)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.stories import BankRule, Principle, TierWeight
from prepkit.models import Panel, Story
from prepkit.models.listing import make_table
from prepkit.models.sections import list_missing, told_sections
from prepkit.stories.assignment import list_questions, usual_panel
from prepkit.stories.evidence import count_signals, is_generic, name_strength, score_stories, shorten, weigh_tier

_RULES = "rule str, asked str, have int64, holds bool, which str, todo str"
_GAPS = "principle str, name str, tier str, asked int64, usable int64, best str, gap str, candidate str"
_COVERAGE = "principle str, name str, tier str, stories int64, titles str, gap str"
_POINTS = "story str, title str, principles str, count int64, strength int64"
_USABLE = 2  # fair: a story that stands a follow-up
_SEARCHED = 200  # stories that are searched for one that could be turned to a principle
_NAMED = 3


def check_bank(stories: Iterable[Story], today: dt.date) -> pd.DataFrame:
    """Check all stories together against the rules of a bank: how many, which themes, which projects, how old.

    Blank ones do not count.

    Returns:
        Columns rule (str), asked (str: at least, at most, or a range), have (int64), holds (bool), which (str: the
        titles, projects or tags that it is about, up to three), todo (str, blank where it holds), in the content's
        order.
    """
    told = [story for story in stories if not story.is_blank()]
    rows = []
    for rule in load(BankRule):
        have, which = _count(rule, told, today)
        holds = (rule.low is None or have >= rule.low) and (rule.high is None or have <= rule.high)
        rows.append((rule.name, _say_range(rule), have, holds, _list(which), "" if holds else rule.otherwise))
    return make_table(_RULES, rows)


def rank_gaps(scores: pd.DataFrame, stories: Sequence[Story], panel: Panel) -> pd.DataFrame:
    """List the principles that want for a story, in the order in which the loop is likely to ask for them.

    A principle counts as much as its tier, and more for each interviewer of the panel who asks for it. `scores` are
    those of `score_stories` for these stories.

    Returns:
        Columns principle (str, its id), name (str), tier (str), asked (int64: interviewers who ask for it), usable
        (int64: stories that are fair or strong for it), best (str: none, weak, fair or strong), gap (str), candidate
        (str: the story without this tag whose words touch most of its signals, blank if none touches two), one row a
        principle with a gap.

    Raises:
        UsageError: the panel names something that is no principle.
    """
    asked = Counter(question.principle.id for question in list_questions(panel))
    best, usable = _summarize(scores)
    seldom = any(usable[one.id] for one in load(Principle) if find(TierWeight, one.tier).together)
    rows = []
    for entry in load(Principle):
        gap = _say_gap(entry, usable[entry.id], best[entry.id], asked[entry.id], seldom)
        if gap:
            likely = weigh_tier(entry.tier) * (1 + asked[entry.id])
            named = (entry.id, entry.name, entry.tier, asked[entry.id], usable[entry.id], name_strength(best[entry.id]))
            rows.append((-likely, usable[entry.id], best[entry.id], (*named, gap, _find_candidate(entry.id, stories))))
    rows.sort(key=lambda row: row[:3])
    return make_table(_GAPS, [row[3] for row in rows])


def cover_principles(stories: Iterable[Story], panel: Panel | None = None) -> pd.DataFrame:
    """Show which stories stand for each principle, with the gap that `rank_gaps` finds for the panel, or a usual one.

    Returns:
        Columns principle (str, its id), name, tier (str), stories (int64: how many are tagged with it, strong or weak),
        titles (str), gap (str, blank where there is none), one row a principle in the content's order.
    """
    told = list(stories)
    found = rank_gaps(score_stories(told), told, panel or usual_panel())
    gaps = dict(zip(found["principle"], found["gap"], strict=True))
    rows = []
    for entry in load(Principle):
        names = [story.label for story in told if entry.id in story.principles]
        rows.append((entry.id, entry.name, entry.tier, len(names), _list(names), gaps.get(entry.id, "")))
    return make_table(_COVERAGE, rows)


def find_single_points(scores: pd.DataFrame) -> pd.DataFrame:
    """List the stories of `score_stories` that principles hang on alone: without it, nothing is left to tell.

    Returns:
        Columns story (str, its id), title (str), principles (str: the names, one a line), count (int64), strength
        (int64: of the weakest of them), the story that most hangs on first, by number and tier.
    """
    tagged = scores[scores["strength"] > 0]
    alone = tagged[~tagged["principle"].duplicated(keep=False)]
    rows = []
    for story, group in alone.groupby("story", sort=False):
        weight = sum(weigh_tier(str(tier)) for tier in group["tier"])
        names = "\n".join(str(name) for name in group["name"])
        rows.append((-weight, (story, group["title"].iloc[0], names, len(group), int(group["strength"].min()))))
    rows.sort(key=lambda row: row[0])
    return make_table(_POINTS, [row for _, row in rows])


def _count(rule: BankRule, stories: Sequence[Story], today: dt.date) -> tuple[int, Sequence[str]]:
    match rule.counts:
        case "told":
            return _name([story for story in stories if story.is_told()])
        case "failure" | "conflict" | "little data":
            return _name([story for story in stories if rule.counts in story.themes])
        case "thin":
            return _name([story for story in stories if is_generic(story)])
        case "project":
            return _count_most(Counter(" ".join(story.project.split()) for story in stories if story.project.strip()))
        case "age":
            return _count_most({story.label: today.year - story.year for story in stories if story.year is not None})
        case "tags":
            return _count_most({story.label: len(set(story.principles)) for story in stories})
        case "unknown":
            known = {principle.id for principle in load(Principle)}
            tags = dict.fromkeys(tag for story in stories for tag in story.principles if tag not in known)
            return len(tags), list(tags)
        case unknown:
            assert_never(unknown)


def _name(stories: Sequence[Story]) -> tuple[int, Sequence[str]]:
    return len(stories), [story.label for story in stories]


def _count_most(counts: Mapping[str, int]) -> tuple[int, Sequence[str]]:
    most = max(counts.values(), default=0)
    return max(most, 0), [name for name, count in counts.items() if count == most > 0]


def _list(names: Sequence[str]) -> str:
    shown = "; ".join(shorten(name, 60) for name in names[:_NAMED])
    return f"{shown}; and {len(names) - _NAMED:,} more" if len(names) > _NAMED else shown


def _say_range(rule: BankRule) -> str:
    if rule.low is None:
        return f"at most {rule.high}" if rule.high else "none"
    return f"at least {rule.low}" if rule.high is None else f"{rule.low} to {rule.high}"


def _summarize(scores: pd.DataFrame) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return by principle the best strength and the number of usable stories."""
    best, usable = dict.fromkeys((one.id for one in load(Principle)), 0), Counter[str]()
    if not scores.empty:
        best |= {str(name): int(value) for name, value in scores.groupby("principle")["strength"].max().items()}
        usable.update(str(name) for name in scores.loc[scores["strength"] >= _USABLE, "principle"])
    return best, usable


def _say_gap(entry: Principle, usable: int, best: int, asked: int, seldom: bool) -> str:
    tier = find(TierWeight, entry.tier)
    if tier.together and not asked:
        return "" if seldom else "None of the seldom asked ones has a story; one will do for all."
    lacking = max(tier.stories, asked) - usable
    if lacking <= 0:
        return ""
    if not best:
        return "No story yet."
    if not usable:
        return "What you have is weak here: strengthen it, or find another."
    return "One story; find a second." if lacking == 1 else f"{lacking} more are asked for."


def _find_candidate(principle: str, stories: Sequence[Story]) -> str:
    candidates = [story for story in stories[:_SEARCHED] if principle not in story.principles]
    counted = [(count_signals(story, principle), story) for story in candidates if story.is_told()]
    shown, story = max(counted, key=lambda pair: pair[0], default=(0, None))
    return f"{shorten(story.label, 60)} ({shown} of 3 signals)" if story and shown >= 2 else ""


def find_gaps(stories: Iterable[Story]) -> pd.DataFrame:
    """Say what each story still lacks.

    Returns:
        Columns title (str), filled (int64), needed (int64), missing (str: the titles of blank slots, and the parts
        of the customer impact metric that are blank), one row a story in their order.
    """
    rows = []
    for story in stories:
        missing = list_missing(story)
        needed = sum(len(section.fields) for section in told_sections(type(story)))
        rows.append((story.label, needed - len(missing), needed, ", ".join(missing)))
    return make_table("title str, filled int64, needed int64, missing str", rows)
