"""A mock bar raiser with a peer: one story, its follow-ups, two raters, votes, and a sheet of what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import ipywidgets as ipw
import pandas as pd

from prepkit.blocks import Block, Heading, Item, Paragraph, Table
from prepkit.boards.board import ask, find_record, head, line_up, make_button, make_buttons
from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Question
from prepkit.content.shapes.stories import Principle
from prepkit.forms import controls
from prepkit.models import FollowUpAnswer, Mock, PrincipleVote, Story
from prepkit.models.choices import name_records
from prepkit.models.fields import make_id
from prepkit.models.practice import Vote
from prepkit.rehearsal.queue import draw_question
from prepkit.rehearsal.scores import compare_raters, list_dimensions, read_scores
from prepkit.sessions.debrief import describe_debrief, summarize_verdict
from prepkit.sessions.session import Session, as_scores, cut
from prepkit.show.readable_box import Panel
from prepkit.stories.ladder import list_steps

_KIND = "bar raiser"
_VOTES = {"": "Not voted", **{vote: vote.capitalize() for vote in get_args(Vote) if vote}}
_MOST_VOTES = 3
_MOST_ASKED = 12  # follow-ups of a story that are offered
_SHORT = 150  # characters of a question that a list shows


class MockSession(Session):
    """Leads you and a peer through a mock bar-raiser interview, and writes it to the log.

    You score first and alone; your scores are covered while your partner scores. A session that is ended halfway is
    kept, and taken up again where it was left. The stages are talk, mine, theirs, close and debrief.
    """

    draft_id = "mock-session"
    stages = ("talk", "mine", "theirs", "close", "debrief")

    def begin(self) -> None:
        """Begin a new session with a drawn question."""
        drawn = draw_question(self._prep.read(), self._prep.today, _KIND, skip=1)  # the first is for rehearsing alone
        principle = drawn.card.partition(":")[2]
        self._clock.reset()
        self._kept.begin(stage="talk", mock=make_id(), principle=principle, question=drawn.question)
        self._show_stage()

    def log(self) -> None:
        """Write the session to the log, and show the sheet of what is left."""
        if self._log(self._summarize(), f"principle:{self._find_principle()}"):
            self.go("debrief")
            self._set_status("In the log.")

    def read(self) -> Sequence[Block]:
        """Return how far the session is."""
        if self._kept.text("stage") == "debrief":
            facts = ["The last session is in the log, with its sheet. Begin a new one when your partner is there."]
        else:
            begun = any(self._kept.text(name).strip() for name in ("answer", "partner")) or self._kept.mapping("scores")
            facts = [
                "A session is under way and kept." if begun else "No session is under way.",
                "One story and its follow-ups fill the slot. You score first, then your partner, then you compare.",
                f"Question: {self._kept.text('question')}",
            ]
        return [Heading("Mock bar raiser"), *(Item(fact) for fact in facts)]

    def _resume(self) -> None:
        stage = self._kept.text("stage")
        if stage not in self.stages or (stage == "debrief" and self._find_mock() is None):
            self.begin()
        else:
            self._show_stage()

    def _find_principle(self) -> str:
        return self._kept.text("principle")

    def _follow(self, stories: Sequence[Story]) -> None:
        super()._follow(stories)
        if self._shown[0] == "talk":
            self._follow_ups.offer(self._find_story())
            self._offer_sheets()

    def _show_talk(self) -> Iterable[Any]:
        names = {each.id: each.name for each in load(Principle)}
        fields = line_up(
            self._ask("partner", "Partner", "A peer or a mentor."),
            self._ask("principle", "Principle", "What it is about.", options=names, act=self._change_principle),
            self._ask_story("Follow-ups come from it.", self._tell),
            self._ask("question", "Question", "Ask it in your own voice.", lines=2),
            style="grid",
        )
        answer = self._ask("answer", "Answer", "Notes by whoever listens, or a transcript.", lines=4)
        self._follow_ups = _FollowUps(
            self._kept.listed("follow_ups"), lambda asked: self._take(self._keep_follow_ups, asked)
        )
        self._earlier, self._earlier_sheet = (
            ask("Sheet of an earlier session", "What was left of it.", "", self._show_sheet, options={"": "None"}),
            Panel(),
        )
        self._earlier_section = head("Earlier sessions", line_up(self._earlier.view, style="grid"), self._earlier_sheet)
        self._follow(self._prep.stories.all())
        return (
            head("Who asks what", fields, first=True),
            head("Tell it", self._clock, line_up(answer, style="grid")),
            head("Follow-ups", self._follow_ups.view),
            make_buttons(("On to the scores", lambda: self.go("mine"))),
            self._earlier_section,
        )

    def _keep_follow_ups(self, asked: list[Any]) -> None:
        self._kept.put(follow_ups=asked)

    def _offer_sheets(self) -> None:
        held = [one for one in self._prep.mocks.all() if one.mock_kind == _KIND and (one.scores or one.partner_scores)]
        self._earlier_section.layout.display = "" if held else "none"
        controls.offer(self._earlier.control, {"": "None", **name_records(reversed(held))})

    def _show_sheet(self, record_id: str) -> None:
        mock = find_record(self._prep.mocks, record_id)
        self._earlier_sheet.show(describe_debrief(mock, self._prep.stories.all()) if mock else [])

    def _change_principle(self, principle: str) -> None:
        known = {each.id: each.questions for each in load(Principle)}
        suggested = ("", *known.get(self._find_principle(), ()))
        self._kept.put(principle=principle)
        if principle in known and self._kept.text("question") in suggested:
            self._fields["question"].show(known[principle][0])

    def _tell(self, story_id: str) -> None:
        self._kept.put(story_id=story_id)
        self._follow_ups.offer(self._find_story())

    def _find_story(self) -> Story | None:
        return find_record(self._prep.stories, self._kept.text("story_id"))

    def _show_mine(self) -> Iterable[Any]:
        intro = Panel(Paragraph("You score first, alone, before a word of feedback. Then your scores are covered."))
        return (
            head("Your scores", intro, self._ask_scores("scores", list_dimensions(_KIND), "Your scores"), first=True),
            make_buttons(("Cover mine, hand over", lambda: self.go("theirs")), ("Back", lambda: self.go("talk"))),
        )

    def _show_theirs(self) -> Iterable[Any]:
        partner = self._kept.text("partner").strip() or "your partner"
        intro = Panel(Paragraph(f"Hand over to {partner}. What you gave is covered until both are done."))
        sheet = self._ask_scores("partner_scores", list_dimensions(_KIND), f"Scores of {partner}")
        return (
            head("Your partner's scores", intro, sheet, first=True),
            make_buttons(("Uncover both", lambda: self.go("close")), ("Back to mine", lambda: self.go("mine"))),
        )

    def _show_close(self) -> Iterable[Any]:
        hint = "A claim that did not hold when asked about; blank if there is none."
        change = "What your partner said, and the one thing to change."
        votes = [self._ask_vote(principle) for principle in self._list_voted()]
        fields = line_up(
            *votes,
            self._ask("integrity", "Integrity problem", hint),
            self._ask("feedback", "Feedback", change, lines=3),
            style="grid",
        )
        return (
            head("Side by side", Panel(*describe_scores(self._summarize())), first=True),
            head("Vote and feedback", fields),
            make_buttons(("Write it to the log", self.log), ("Back to the scores", lambda: self.go("theirs"))),
        )

    def _list_voted(self) -> list[str]:
        story = self._find_story()
        named = [self._find_principle(), *(story.principles if story else ())]
        return list(dict.fromkeys(one for one in named if one))[:_MOST_VOTES]

    def _ask_vote(self, principle: str) -> Any:
        def keep(vote: str) -> None:
            self._kept.put(votes={**self._kept.mapping("votes"), principle: vote})

        name = next((each.name for each in load(Principle) if each.id == principle), principle)
        vote = str(self._kept.mapping("votes").get(principle, ""))
        return ask(f"Vote: {name}", "Would you hire on this principle?", vote, keep, options=_VOTES).view

    def _show_debrief(self) -> Iterable[Any]:
        mock = self._find_mock() or self._summarize()
        return (
            Panel(*describe_debrief(mock, self._prep.stories.all())),
            make_buttons(("New session", self.begin)),
        )

    def _summarize(self) -> Mock:
        kept, votes = self._kept, self._kept.mapping("votes")
        return self._make_mock(
            _KIND,
            partner=cut(kept.text("partner")),
            follow_ups=tuple(FollowUpAnswer.model_validate(one) for one in kept.listed("follow_ups")),
            partner_scores=as_scores(kept.mapping("partner_scores")),
            votes=tuple(PrincipleVote(principle=one, vote=votes.get(one, "")) for one in self._list_voted()),
            integrity_problem=cut(kept.text("integrity")),
            feedback=kept.text("feedback"),
        )


class _FollowUps:
    """Offers follow-ups for a story, and keeps those that were asked with their answers.

    Args:
        asked: What was asked so far: mappings with `question` and `answer`.
        note: Called with the whole list after each change.
    """

    def __init__(self, asked: list[Any], note: Any) -> None:
        self._note = note
        self._asked = [{name: str(one.get(name, "")) for name in ("question", "answer")} for one in asked]
        self._next = ask("Ask next", "The likeliest first.", "", lambda _value: None, options={"": "Pick one"})
        self._own = ask("Or your own question", "Whatever you want to know.", "", lambda _value: None)
        self._rows = ipw.VBox()
        fields = line_up(self._next.view, self._own.view, style="grid")
        self.view = ipw.VBox([fields, line_up(make_button("Ask it", self.ask), style="buttons"), self._rows])
        self._draw()

    def offer(self, story: Story | None) -> None:
        """Offer the follow-ups of a story; without one, what any interviewer may ask."""
        questions = {one: one if len(one) <= _SHORT else f"{one[: _SHORT - 1].rstrip()}…" for one in list_asked(story)}
        controls.offer(self._next.control, {"": "Pick one", **questions})

    def ask(self) -> None:
        """Add the question that was written, or else the one that was picked."""
        question = self._own.read().strip() or self._next.read()
        if not question:
            return
        self._asked.append({"question": cut(question), "answer": ""})
        self._own.show("")
        self._next.show("")
        self._draw()
        self._note(list(self._asked))

    def _draw(self) -> None:
        self._rows.children = tuple(self._make_row(number) for number in range(len(self._asked)))

    def _make_row(self, number: int) -> Any:
        def keep(answer: str) -> None:
            self._asked[number] = {**self._asked[number], "answer": answer}
            self._note(list(self._asked))

        one = self._asked[number]
        return line_up(ask(f"Answer {number + 1}", one["question"], one["answer"], keep, lines=2).view, style="grid")


def list_asked(story: Story | None) -> list[str]:
    """Return what to ask next: from the story's own blank and weak places, or what any interviewer may ask."""
    if story is not None:
        return list(dict.fromkeys(step.question for step in list_steps(story)))[:_MOST_ASKED]
    return [question.text for question in load(Question) if question.topic != "technical"]


def describe_scores(mock: Mock) -> list[Block]:
    """Return the scores of both raters side by side, with the verdict and what to talk about."""
    mine, theirs = read_scores(mock.scores), read_scores(mock.partner_scores)
    rows = [
        (each.name, str(mine.get(each.id, "")), str(theirs.get(each.id, "")), _format_gap(mine, theirs, each.id))
        for each in list_dimensions(_KIND)
    ]
    return [
        Paragraph(summarize_verdict(mock), "lead"),
        Paragraph(compare_raters(mine, theirs).words),
        Table(pd.DataFrame(rows, columns=["Dimension", "You", "Partner", "Talk about"])),
    ]


def _format_gap(mine: Mapping[str, int], theirs: Mapping[str, int], dimension: str) -> str:
    if dimension not in mine or dimension not in theirs:
        return ""
    gap = abs(mine[dimension] - theirs[dimension])
    return f"{gap} apart" if gap > 1 else ""
