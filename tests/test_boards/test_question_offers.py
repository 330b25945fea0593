"""The questions that a PRFAQ does not ask yet: offered, added once."""

from __future__ import annotations

from memory_collection import find, read_html

from prepkit.boards.question_offers import QuestionOffers
from prepkit.content.library import load
from prepkit.content.shapes.writing import OfferedQuestion
from prepkit.models import PRFAQ, FAQEntry
from prepkit.store import Workspace

NEEDED = [one for one in load(OfferedQuestion) if one.needed and one.faq != "customer"]


class TestOffers:
    def test_needed_questions_are_added_once(self, workspace: Workspace) -> None:
        """G13: how success is measured, what could get worse and when to stop are asked of every draft, once."""
        workspace.prfaqs.save(PRFAQ(id="draft", heading="Boots that fit"))
        offers = QuestionOffers(workspace)
        find(offers, "Add every needed one").click()
        offers.add("success_metric", "kill_criteria")

        kept = workspace.prfaqs.get("draft")
        asked = [entry.question for entry in (*kept.external_faq, *kept.internal_faq)]
        assert sorted(asked) == sorted(one.text for one in NEEDED)
        assert [entry.answer for entry in kept.internal_faq] == [""] * len(kept.internal_faq)

    def test_one_question_is_added_by_its_button(self, workspace: Workspace) -> None:
        """A question that is not needed can be added, too; it leaves the list of those to add."""
        workspace.prfaqs.save(PRFAQ(id="draft", heading="Boots that fit"))
        offers = QuestionOffers(workspace)
        find(offers, "Question to add").value = "harm"
        find(offers, "Add this question").click()

        assert [entry.question[:20] for entry in workspace.prfaqs.get("draft").internal_faq] == ["Who could be worse o"]
        assert "harm" not in [value for _, value in find(offers, "Question to add").options]

    def test_what_is_answered_is_folded_away(self, workspace: Workspace) -> None:
        """A question that was answered in the form counts, and leaves those that wait."""
        workspace.prfaqs.save(PRFAQ(id="draft", heading="Boots that fit"))
        offers = QuestionOffers(workspace)
        assert "0 of " in read_html(offers)
        workspace.prfaqs.save(PRFAQ(id="draft", external_faq=(FAQEntry(question="What is the price?", answer="$3."),)))
        offers.update()

        assert "The 1 that are answered" in read_html(offers)
        assert "What is the price?" in offers.render_text()
