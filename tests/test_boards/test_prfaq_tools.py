"""Drafting a PRFAQ: from a story, its questions, its page."""

from __future__ import annotations

import base64
import re

import pytest
from memory_collection import MemoryCollection, find, read_html
from prepkit.show.meters import Meters
from prepkit.show.release import Release, say_pages
from shared import NASTY_TEXTS, TODAY

from prepkit.boards.drafter import PRFAQDrafter
from prepkit.boards.question_offers import QuestionOffers
from prepkit.boards.release_mirror import ReleaseMirror
from prepkit.content.library import load
from prepkit.content.shapes.writing import OfferedQuestion
from prepkit.errors import UsageError
from prepkit.models import PRFAQ, FAQEntry, Reading, ScratchText, Story
from prepkit.review.lengths import measure_prfaqs
from prepkit.review.questions import add_question, list_questions
from prepkit.store import Workspace

STORY = Story(
    id="story-fit",
    title="The parcel that came back",
    customer="First-time buyers of boots",
    customer_need="They could not tell which size to order.",
    product_decision="I decided to ask one question on the page.",
)
NEEDED = [one for one in load(OfferedQuestion) if one.needed and one.faq != "customer"]


class TestFromStoryToDraft:
    def test_a_story_becomes_a_draft_once(self, workspace: Workspace) -> None:
        """G13: the button saves the draft of the story that is picked; pressed twice, it stands there once."""
        workspace.stories.save(STORY)
        drafter = PRFAQDrafter(workspace.prfaqs, stories=workspace.stories, today=TODAY)
        find(drafter, "Keep this PRFAQ").click()
        find(drafter, "Keep this PRFAQ").click()

        [kept] = workspace.prfaqs.all()
        assert kept.story_id == "story-fit"
        assert "which size to order" in kept.problem
        assert {entry.question for entry in kept.internal_faq} >= {one.text for one in NEEDED if one.faq == "internal"}
        assert "Kept already" in read_html(drafter)

    def test_what_was_edited_is_not_written_over(self, workspace: Workspace) -> None:
        """A draft that the person has edited stays as it is, from this form and from one opened later."""
        workspace.stories.save(STORY)
        drafter = PRFAQDrafter(workspace.prfaqs, stories=workspace.stories, today=TODAY)
        kept = drafter.keep()
        assert kept is not None
        workspace.prfaqs.save(kept.replace(heading="Boots that fit"))
        drafter.keep()
        PRFAQDrafter(workspace.prfaqs, stories=workspace.stories, today=TODAY).keep()

        assert [one.heading for one in workspace.prfaqs.all()] == ["Boots that fit"]

    def test_a_deleted_story_is_said(self, workspace: Workspace) -> None:
        """A story deleted while the form is open gives words and no draft."""
        workspace.stories.save(STORY)
        drafter = PRFAQDrafter(workspace.prfaqs, stories=workspace.stories, today=TODAY)
        workspace.stories.delete(STORY.id)
        drafter.keep()

        assert workspace.prfaqs.all() == []
        assert "deleted since" in read_html(drafter)

    def test_a_failing_store_is_said(self) -> None:
        """A draft that cannot be saved is said to be not kept."""
        prfaqs = MemoryCollection(PRFAQ)
        prfaqs.broken = "the disk is full"
        drafter = PRFAQDrafter(prfaqs, stories=MemoryCollection(Story, STORY), today=TODAY)
        drafter.keep()

        assert "Not kept: the disk is full" in read_html(drafter)

    def test_an_empty_workspace_is_led(self, workspace: Workspace) -> None:
        """Without a story the button rests, and the reader is told what to write first."""
        drafter = PRFAQDrafter(workspace.prfaqs, stories=workspace.stories, today=TODAY)

        assert find(drafter, "Keep this PRFAQ").disabled
        assert "01, Frame your projects" in drafter.render_text()

    def test_ten_thousand_stories_are_limited(self) -> None:
        """Of ten thousand stories the newest are offered, and the rest is told."""
        stories = MemoryCollection(Story, *(Story(id=f"s{number}", title=f"T{number}") for number in range(10_000)))
        drafter = PRFAQDrafter(MemoryCollection(PRFAQ), stories=stories, today=TODAY)

        assert len(find(drafter, "Story").options) == 200
        assert "The newest 200 of 10,000 are offered." in read_html(drafter)


class TestQuestions:
    def test_needed_questions_are_added_once(self, workspace: Workspace) -> None:
        """G13: how success is measured, what could get worse and when to stop are asked of every draft, once."""
        workspace.prfaqs.save(PRFAQ(id="draft", heading="Boots that fit"))
        offers = QuestionOffers(workspace.prfaqs)
        find(offers, "Add every needed one").click()
        offers.add("success_metric", "kill_criteria")

        kept = workspace.prfaqs.get("draft")
        asked = [entry.question for entry in (*kept.external_faq, *kept.internal_faq)]
        assert sorted(asked) == sorted(one.text for one in NEEDED)
        assert [entry.answer for entry in kept.internal_faq] == [""] * len(kept.internal_faq)

    def test_one_question_is_added_by_its_button(self, workspace: Workspace) -> None:
        """A question that is not needed can be added, too; it leaves the list of those to add."""
        workspace.prfaqs.save(PRFAQ(id="draft", heading="Boots that fit"))
        offers = QuestionOffers(workspace.prfaqs)
        find(offers, "Question to add").value = "harm"
        find(offers, "Add this question").click()

        assert [entry.question[:20] for entry in workspace.prfaqs.get("draft").internal_faq] == ["Who could be worse o"]
        assert "harm" not in [value for _, value in find(offers, "Question to add").options]

    def test_a_question_in_other_words_counts(self) -> None:
        """A price, a risk and a stop that are asked in the writer's words are not offered again."""
        draft = PRFAQ(
            external_faq=(FAQEntry(question="What is the price?", answer="$3."),),
            internal_faq=(FAQEntry(question="Which risks worry us?"), FAQEntry(question="When do we stop?")),
        )
        states = list_questions(draft).set_index("id")["state"]

        assert states["price"] == "answered"
        assert states["risk_third"] == states["kill_criteria"] == "no answer yet"
        assert states["why_now"] == "not asked"

    def test_each_offered_question_asks_itself_alone(self) -> None:
        """Added word for word, a question settles its own row and no other."""
        for one in NEEDED:
            states = list_questions(add_question(PRFAQ(), one.id))
            assert list(states[states["state"] != "not asked"]["id"]) == [one.id]

    def test_answers_stay_as_they_are(self) -> None:
        """Adding a question leaves those before it, their answers and their order alone."""
        entries = (FAQEntry(question="Why boots?", answer="Because."), FAQEntry(question="Who pays?"))
        after = add_question(PRFAQ(internal_faq=entries), "why_now")

        assert after.internal_faq[:2] == entries
        assert len(after.internal_faq) == 3

    def test_wrong_ids_are_refused(self) -> None:
        """A customer question and an unknown one end in a line that says what to do; a full FAQ does, too."""
        full = PRFAQ(internal_faq=tuple(FAQEntry(question=f"Question {number}?") for number in range(500)))
        for draft, question, says in (
            (PRFAQ(), "benefit", "five customer questions"),
            (PRFAQ(), "why_nwo", "why_now"),
            (full, "why_now", "500"),
        ):
            with pytest.raises(UsageError, match=says):
                add_question(draft, question)


class TestMirrorDesk:
    def _desk(self, workspace: Workspace) -> ReleaseMirror:
        return ReleaseMirror(workspace.readings, texts=workspace.scratch_texts, prfaqs=workspace.prfaqs, today=TODAY)

    def test_a_pasted_release_is_kept_logged_and_compared(self, workspace: Workspace) -> None:
        """G15: a pasted release is compared with the draft, entered into the log, and is there again later."""
        workspace.prfaqs.save(PRFAQ(heading="Boots that fit", problem="Of 100 boots, 14 come back."))
        desk = self._desk(workspace)
        text = 'Library lends machines\n\nPORT ELLIN, March 4, 2026 — "It sews," said Ada Brandt, 41, of the port.'
        find(desk, "The release, as plain text").value = text
        desk.flush()

        [reading] = workspace.readings.all()
        assert (reading.title, reading.date) == ("Library lends machines", TODAY)
        again = self._desk(workspace)
        assert find(again, "The release, as plain text").value == text
        assert "Numbers | " in again.render_text()
        assert "Library lends machines" in again.render_text()

    def test_the_text_enters_no_notebook(self, workspace: Workspace) -> None:
        """What the notebook's file holds is the comparison, never a line of the pasted text."""
        workspace.prfaqs.save(PRFAQ(heading="Boots that fit"))
        desk = self._desk(workspace)
        find(desk, "The release, as plain text").value = "Title\n\nA secret sentence of theirs stands here."
        desk.flush()

        assert "secret" not in desk.render_html() + desk.render_text()

    def test_pasting_again_changes_the_same_text(self, workspace: Workspace) -> None:
        """A second version of a release replaces the first and makes no second entry of the log."""
        desk = self._desk(workspace)
        for text in ("One title\nbody", "One title\nbody, longer"):
            find(desk, "The release, as plain text").value = text
            desk.flush()

        assert len(workspace.readings.all()) == 1
        assert [one.text for one in workspace.scratch_texts.all()] == ["One title\nbody, longer"]

    def test_picking_another_release_saves_the_first(self, sample: Workspace) -> None:
        """What was pasted and not saved yet is saved before another release is shown."""
        desk = self._desk(sample)
        first, second = (reading.id for reading in sample.readings.all())
        find(desk, "The release, as plain text").value = "Mine now"
        find(desk, "Release").value = second
        assert find(desk, "The release, as plain text").value == ""
        find(desk, "Release").value = first

        assert find(desk, "The release, as plain text").value == "Mine now"

    def test_an_empty_workspace_is_led(self, workspace: Workspace) -> None:
        """Without a text or a draft the desk says what to paste or write, and draws nothing."""
        desk = self._desk(workspace)
        assert "Paste a published press release" in desk.render_text()
        find(desk, "The release, as plain text").value = "A title\nand a body."

        assert "Choose or write a PRFAQ" in desk.render_text()

    def test_a_failing_store_keeps_the_text(self) -> None:
        """A text that cannot be saved stays in the box, and the failure is said."""
        readings = MemoryCollection(Reading)
        readings.broken = "the disk is full"
        desk = ReleaseMirror(readings, texts=MemoryCollection(ScratchText), prfaqs=MemoryCollection(PRFAQ), today=TODAY)
        find(desk, "The release, as plain text").value = "A title"
        desk.flush()

        assert "Not saved: the disk is full" in read_html(desk)
        assert find(desk, "The release, as plain text").value == "A title"


class TestPage:
    def test_a_draft_prints_as_pages(self, sample: Workspace) -> None:
        """G13: the release stands on a sheet of its own, the FAQs on others, and the page to print holds all."""
        page = Release([sample.prfaqs.all()[0].replace(appendix="")])._repr_html_()
        saved = base64.b64decode(re.search(r"base64,([^\"]+)", page).group(1)).decode()  # type: ignore[union-attr]

        assert page.count('class="pk-sheet"') == saved.count('class="pk-sheet"') == 3
        assert "fits on one page" in page
        assert "@page" in saved
        assert "break-after: page" in saved

    def test_too_long_a_release_says_what_to_cut(self) -> None:
        """A release of 700 words runs onto a second page, and the words over are counted."""
        assert say_pages(PRFAQ(solution="word " * 700)) == "The release has 700 words and runs onto page 2: cut 100."

    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_texts_are_escaped_on_every_page(self, text: str) -> None:
        """Markup of the person's is text on the sheet and in the page to print."""
        draft = PRFAQ(heading=text[:200], problem=text, internal_faq=(FAQEntry(question=text[:200], answer=text),))
        page = Release([draft])._repr_html_()
        saved = base64.b64decode(re.search(r"base64,([^\"]+)", page).group(1)).decode()  # type: ignore[union-attr]
        meters = Meters(measure_prfaqs([draft, draft]))._repr_html_()

        assert "<script" not in page + saved + meters

    def test_meters_say_what_is_over(self) -> None:
        """A section over its length is a bar with words, and the draft's name tells it folded."""
        long = PRFAQ(heading="Boots", problem="word " * 90)
        meters = Meters(measure_prfaqs([PRFAQ(heading="Other"), long]))

        assert "90 of at most 80 words: 10 over" in meters._repr_html_()
        assert "Boots: " in meters._repr_html_()
        assert "Problem | 90 | at most 80 | 10 over" in repr(meters)
        assert repr(Meters(measure_prfaqs([]))).startswith("Nothing to measure yet")
