"""Which questions a PRFAQ asks and answers already, and adding one."""

from __future__ import annotations

import pytest

from prepkit.content.library import load
from prepkit.content.shapes.writing import OfferedQuestion
from prepkit.errors import UsageError
from prepkit.models import PRFAQ, FAQEntry
from prepkit.review.questions import add_question, list_questions

NEEDED = [one for one in load(OfferedQuestion) if one.needed and one.faq != "customer"]


class TestQuestions:
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
