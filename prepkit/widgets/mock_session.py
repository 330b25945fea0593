"""A mock bar raiser with a peer: one story, its follow-ups, two raters, votes, and a sheet of what is left."""

from __future__ import annotations

import base64
import html
from typing import Any, get_args

import ipywidgets as ipw

from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.errors import RecordNotFoundError
from prepkit.models import FollowUpAnswer, Mock, PrincipleVote, Score
from prepkit.models.fields import LINE_LIMIT, make_id
from prepkit.models.practice import Vote
from prepkit.practice.agreement import compare_raters
from prepkit.practice.draw import draw_question
from prepkit.practice.scores import judge_mock, list_dimensions
from prepkit.widgets.asking import ask_choice, ask_text, head_section, lay_buttons, lay_fields, make_button
from prepkit.widgets.choices import name_records
from prepkit.widgets.debrief import Debrief
from prepkit.widgets.follow_ups import FollowUps
from prepkit.widgets.room import Room
from prepkit.widgets.score_sheet import ScoreSheet
from prepkit.widgets.session import Session

_KIND = "bar raiser"
_VOTES = {"": "Not voted", **{vote: vote.capitalize() for vote in get_args(Vote) if vote}}
_MOST_VOTES = 3


class MockSession(Session):
    """Leads you and a peer through a mock bar-raiser interview, and writes it to the log.

    You score first and alone; your scores are covered while your partner scores. A session that is ended halfway is
    kept, and taken up again where it was left.

    Args:
        room: A workspace.
    """

    draft_id = "mock-session"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._principles = {each.id: each for each in load(Principle)}
        stages = {
            "talk": self._show_talk,
            "mine": self._show_mine,
            "theirs": self._show_theirs,
            "close": self._show_close,
            "debrief": self._show_debrief,
        }
        self._stages = stages
        stage = self._kept.text("stage")
        if stage in stages:
            stages[stage]()
        else:
            self.begin()

    def begin(self) -> None:
        """Begin a new session with a drawn question."""
        drawn = draw_question(self._room, self._room.today, _KIND, skip=1)  # the first is for rehearsing alone
        principle = drawn.card.partition(":")[2]
        self._clock.reset()
        self._kept.begin(stage="talk", mock=make_id(), principle=principle, question=drawn.question)
        self._show_talk()

    def go(self, stage: str) -> None:
        """Go to a stage: talk, mine, theirs, close or debrief; everything so far is kept."""
        if self._kept.text("stage") == "talk":
            self._stop_clock()
            self._kept.put(minutes=self._spoken_minutes())
        self._kept.put(stage=stage)
        self._kept.flush()
        self._stages[stage]()

    def log(self) -> None:
        """Write the session to the log, and show the sheet of what is left."""
        story = self._kept.text("story_id")
        cards = [f"principle:{self._kept.text('principle')}", f"story:{story}" if story else ""]
        try:
            self._log(self._make_mock(), cards)
        except Exception as error:
            # Whatever keeps a collection from saving, the people must see it and the session must stay.
            self._say(f"Not logged: {error} The session stays here.", True)
            return
        self.go("debrief")

    def render_html(self) -> str:
        """Return how far the session is, as HTML without any style."""
        items = "".join(f"<li>{html.escape(line)}</li>" for line in self._list_facts())
        return f"<section><h3>Mock bar raiser</h3><ul>{items}</ul></section>"

    def render_text(self) -> str:
        """Return how far the session is, as plain text."""
        return "\n".join(["Mock bar raiser", *(f"- {line}" for line in self._list_facts())])

    def _show_talk(self) -> None:
        kept, note = self._kept, self._note
        names = {each.id: each.name for each in self._principles.values()}
        question = ask_text("Question", "Ask it in your own voice.", kept.text("question"), note("question"), lines=2)
        story = kept.text("story_id")
        fields = lay_fields(
            ask_text("Partner", "A peer or a mentor.", kept.text("partner"), note("partner")),
            ask_choice("Principle", "What it is about.", names, kept.text("principle"), self._change_principle),
            ask_choice(
                "Story that you tell",
                "Follow-ups come from it.",
                self._name_stories(kept.text("principle")),
                story,
                self._tell,
            ),
            question,
        )
        hint = "Notes by whoever listens, or a transcript."
        answer = ask_text("Answer", hint, kept.text("answer"), note("answer"), lines=4)
        self._question = question.children[0]
        self._follow_ups = FollowUps(self._find_story(), kept.listed("follow_ups"), note("follow_ups"))
        self._show(
            head_section("Who asks what", fields, first=True),
            head_section("Tell it", self._clock, lay_fields(answer)),
            head_section("Follow-ups", self._follow_ups.view),
            lay_buttons(make_button("On to the scores", lambda: self.go("mine"), primary=True)),
            *self._offer_sheets(),
        )

    def _offer_sheets(self) -> list[Any]:
        held = [one for one in self._room.mocks.all() if one.mock_kind == _KIND and (one.scores or one.partner_scores)]
        if not held:
            return []
        sheet = ipw.HTML()

        def show(record_id: str) -> None:
            found = next((one for one in held if one.id == record_id), None)
            sheet.value = _render_sheet(Debrief(found, self._room.stories.all())) if found else ""

        names = {"": "None", **name_records(reversed(held))}
        pick = ask_choice("Sheet of an earlier session", "What was left of it.", names, "", show)
        return [head_section("Earlier sessions", lay_fields(pick), sheet)]

    def _change_principle(self, principle: str) -> None:
        asked = self._principles.get(self._kept.text("principle"))
        self._kept.put(principle=principle)
        if principle in self._principles and (asked is None or self._kept.text("question") in ("", *asked.questions)):
            self._question.value = self._principles[principle].questions[0]

    def _tell(self, story_id: str) -> None:
        self._kept.put(story_id=story_id)
        self._follow_ups.offer(self._find_story())

    def _find_story(self) -> Any:
        try:
            return self._room.stories.get(self._kept.text("story_id"))
        except RecordNotFoundError:
            return None

    def _show_mine(self) -> None:
        sheet = ScoreSheet(list_dimensions(_KIND), self._kept.mapping("scores"), rater="Your scores")
        intro = "<p>You score first, alone, before a word of feedback. Then your scores are covered.</p>"
        self._show(
            head_section("Your scores", ipw.HTML(intro), self._watch(sheet, "scores"), first=True),
            lay_buttons(
                make_button("Cover mine, hand over", lambda: self.go("theirs"), primary=True),
                make_button("Back", lambda: self.go("talk")),
            ),
        )

    def _show_theirs(self) -> None:
        partner = self._kept.text("partner").strip() or "your partner"
        sheet = ScoreSheet(list_dimensions(_KIND), self._kept.mapping("partner_scores"), rater=f"Scores of {partner}")
        intro = f"<p>Hand over to {html.escape(partner)}. What you gave is covered until both are done.</p>"
        self._show(
            head_section("Your partner's scores", ipw.HTML(intro), self._watch(sheet, "partner_scores"), first=True),
            lay_buttons(
                make_button("Uncover both", lambda: self.go("close"), primary=True),
                make_button("Back to mine", lambda: self.go("mine")),
            ),
        )

    def _show_close(self) -> None:
        kept, note = self._kept, self._note
        hint = "A claim that did not hold when asked about; blank if there is none."
        change = "What your partner said, and the one thing to change."
        votes = [self._ask_vote(principle) for principle in self._list_voted()]
        self._show(
            head_section("Side by side", ipw.HTML(self._compare()), first=True),
            head_section(
                "Vote and feedback",
                lay_fields(
                    *votes,
                    ask_text("Integrity problem", hint, kept.text("integrity"), note("integrity")),
                    ask_text("Feedback", change, kept.text("feedback"), note("feedback"), lines=3),
                ),
            ),
            lay_buttons(
                make_button("Write it to the log", self.log, primary=True),
                make_button("Back to the scores", lambda: self.go("theirs")),
            ),
        )

    def _list_voted(self) -> list[str]:
        story = self._find_story()
        named = [self._kept.text("principle"), *(story.principles if story else ())]
        return list(dict.fromkeys(one for one in named if one))[:_MOST_VOTES]

    def _ask_vote(self, principle: str) -> Any:
        def keep(vote: str) -> None:
            self._kept.put(votes={**self._kept.mapping("votes"), principle: vote})

        entry = self._principles.get(principle)
        vote = str(self._kept.mapping("votes").get(principle, ""))
        label = f"Vote: {entry.name if entry else principle}"
        return ask_choice(label, "Would you hire on this principle?", _VOTES, vote, keep)

    def _compare(self) -> str:
        mock = self._make_mock()
        judged = judge_mock(mock)
        verdict = f"{judged.name}: {judged.reason}." if judged else "Nothing is scored yet."
        mine, theirs = self._kept.mapping("scores"), self._kept.mapping("partner_scores")
        rows = "".join(
            f'<tr><th scope="row">{html.escape(each.name)}</th><td>{mine.get(each.id, "")}</td>'
            f"<td>{theirs.get(each.id, '')}</td><td>{_say_gap(mine.get(each.id), theirs.get(each.id))}</td></tr>"
            for each in list_dimensions(_KIND)
        )
        head = "".join(f'<th scope="col">{name}</th>' for name in ("Dimension", "You", "Partner", "Talk about"))
        words = html.escape(compare_raters(mine, theirs).words)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f'<p class="pk-lead">{html.escape(verdict)}</p><p>{words}</p><div class="pk-table">{table}</div>'

    def _show_debrief(self) -> None:
        try:
            mock = self._room.mocks.get(self._kept.text("mock"))
        except RecordNotFoundError:
            self.begin()  # deleted from the log meanwhile
            return
        self._show(
            ipw.HTML(_render_sheet(Debrief(mock, self._room.stories.all()))),
            lay_buttons(make_button("New session", self.begin, primary=True)),
        )
        self._say("In the log.")

    def _make_mock(self) -> Mock:
        kept = self._kept
        asked = (FollowUpAnswer.model_validate(one) for one in kept.listed("follow_ups"))
        votes = kept.mapping("votes")
        return Mock.model_validate(
            {
                "id": kept.text("mock"),
                "date": self._room.today,
                "mock_kind": _KIND,
                "partner": kept.text("partner")[:LINE_LIMIT],
                "question": kept.text("question"),
                "story_id": kept.text("story_id"),
                "answer": kept.text("answer"),
                "minutes": kept.number("minutes"),
                "follow_ups": tuple(asked),
                "scores": _as_scores(kept.mapping("scores")),
                "partner_scores": _as_scores(kept.mapping("partner_scores")),
                "votes": tuple(PrincipleVote(principle=one, vote=votes.get(one, "")) for one in self._list_voted()),
                "integrity_problem": kept.text("integrity")[:LINE_LIMIT],
                "feedback": kept.text("feedback"),
            }
        )

    def _list_facts(self) -> list[str]:
        stage = self._kept.text("stage")
        if stage == "debrief":
            return ["The last session is in the log, with its sheet. Begin a new one when your partner is there."]
        words = len(self._kept.text("answer").split())
        begun = words or self._kept.text("partner") or self._kept.mapping("scores")
        head = "A session is under way and kept." if begun else "No session is under way."
        lines = ["One story and its follow-ups fill the slot. You score first, then your partner, then you compare."]
        return [head, *lines, f"Question: {self._kept.text('question')}"]


def _render_sheet(sheet: Debrief) -> str:
    data = base64.b64encode(sheet.page().encode()).decode("ascii")
    name = f"debrief-{sheet.mock.date or 'mock'}.html"
    link = f'<a download="{name}" href="data:text/html;base64,{data}">Save the sheet as a page, to print it</a>'
    return f"{sheet._repr_html_()}<p>{link}</p>"


def _as_scores(scores: dict[str, Any]) -> tuple[Score, ...]:
    return tuple(Score(dimension=name, score=score) for name, score in scores.items())


def _say_gap(mine: int | None, theirs: int | None) -> str:
    if mine is None or theirs is None:
        return ""
    return f"{abs(mine - theirs)} apart" if abs(mine - theirs) > 1 else ""
