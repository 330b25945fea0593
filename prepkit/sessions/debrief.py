"""The sheet that is left of a mock interview: to read in a notebook, and to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from prepkit.blocks import Block, Download, Heading, Item, Paragraph, Readable
from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.errors import RecordNotFoundError
from prepkit.models import Mock, Story
from prepkit.models.choices import name_record
from prepkit.rehearsal.scores import (
    WEAK,
    average_raters,
    compare_raters,
    find_clock,
    judge_mock,
    list_dimensions,
    read_scores,
)
from prepkit.store.workspace import Workspace


class Debrief(Readable):
    """Shows what is left of a mock interview: verdict, scores of both raters, votes, follow-ups, what to drill.

    Args:
        prep: The workspace.
        mock_id: The mock interview; the last one in the log if None.

    Raises:
        RecordNotFoundError: there is no such mock interview.
    """

    def __init__(self, prep: Workspace, mock_id: str | None = None) -> None:
        held = prep.mocks.all()
        if mock_id is None and not held:
            raise RecordNotFoundError("no mock interview yet", where="mocks", cure="Hold one first")
        self.mock = held[-1] if mock_id is None else prep.mocks.get(mock_id)
        self._stories = prep.stories.all()

    def read(self) -> Sequence[Block]:
        """Return the sheet."""
        return describe_debrief(self.mock, self._stories)


def describe_debrief(mock: Mock, stories: Iterable[Story] = ()) -> list[Block]:
    """Return the sheet of a mock interview to be read, with the link that saves it as a page to print.

    Args:
        mock: The mock interview.
        stories: The stories, so that the one that was told is named.
    """
    told = next((name_record(story) for story in stories if story.id == mock.story_id), "")
    partner = f" with {mock.partner}" if mock.partner.strip() else ""
    title = f"Debrief: {mock.label}{partner}"
    sheet: list[Block] = [Heading(title), *(Paragraph(fact) for fact in _list_facts(mock, told))]
    for heading, items in _list_parts(mock):
        sheet += [Heading(heading, 2), *(Item(item) for item in items)]
    return [*sheet, Download("Save the sheet as a page, to print it", f"debrief-{mock.date or 'mock'}", title, sheet)]


def summarize_verdict(mock: Mock) -> str:
    """Say what the scores of an answer amount to."""
    judged = judge_mock(mock)
    return f"{judged.name}: {judged.reason}." if judged else "Not scored yet."


def summarize_time(minutes: float | None, kind: str) -> str:
    """Say how long an answer took, against its clock."""
    if not minutes:
        return "Not timed."
    clock = find_clock(kind)
    seconds = minutes * 60
    whole, rest = divmod(round(seconds), 60)
    told = f"You spoke for {whole}:{rest:02}, aiming for {clock.aim // 60}:{clock.aim % 60:02}"
    return f"{told}. That runs over, so it counts one step less." if seconds > clock.late else f"{told}."


def _list_facts(mock: Mock, story: str) -> Iterator[str]:
    yield summarize_verdict(mock)
    if mock.question.strip():
        yield f"Asked: {mock.question}"
    if story:
        yield f"Story: {story}"
    yield summarize_time(mock.minutes, mock.mock_kind)
    if judge_mock(mock):
        yield compare_raters(read_scores(mock.scores), read_scores(mock.partner_scores)).words


def _list_parts(mock: Mock) -> Iterator[tuple[str, list[str]]]:
    names = {each.id: each.name for each in load(Principle)}
    parts = {
        "Scores": list(_list_scores(mock)),
        "Votes": [f"{names.get(one.principle, one.principle)}: {one.vote or 'no vote'}" for one in mock.votes],
        "Integrity": [mock.integrity_problem] if mock.integrity_problem.strip() else [],
        "Follow-ups": [f"{one.question} {one.answer or '[no answer noted]'}" for one in mock.follow_ups],
        "What to change": [mock.feedback] if mock.feedback.strip() else [],
        "What to drill": list(_list_drills(mock)),
    }
    yield from ((heading, items) for heading, items in parts.items() if items)


def _list_scores(mock: Mock) -> Iterator[str]:
    mine, theirs = read_scores(mock.scores), read_scores(mock.partner_scores)
    for each in list_dimensions(mock.mock_kind):
        given = [("you", mine.get(each.id)), ("partner", theirs.get(each.id))]
        said = ", ".join(f"{who} {score}" for who, score in given if score is not None)
        if said:
            yield f"{each.name}: {said}"


def _list_drills(mock: Mock) -> Iterator[str]:
    means = average_raters(mock)
    for each in list_dimensions(mock.mock_kind):
        if means.get(each.id, WEAK + 1) <= WEAK:
            yield f"{each.name}. What a 5 looks like: {each.five}"
