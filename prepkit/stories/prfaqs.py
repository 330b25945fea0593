"""A story as the first draft of a PRFAQ (G13)."""

from __future__ import annotations

import datetime as dt

from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Passage
from prepkit.content.shapes.writing import Limit, OfferedQuestion
from prepkit.models import PRFAQ, FAQEntry, Story
from prepkit.models.fields import LINE_LIMIT
from prepkit.stories.identity import derive_id
from prepkit.stories.material import write_out
from prepkit.stories.passages import write_passages
from prepkit.stories.wording import blank, clean, cut_clauses, lower_first, phrase


def draft_prfaq(story: Story, today: dt.date) -> PRFAQ:
    """Draft a PRFAQ from what a story says, with every needed question of its FAQ.

    The launch date is a proposal, the earliest that the content's limit allows: three months ahead. The city stays
    blank, so that a draft does not count as finished.

    Args:
        story: The story.
        today: The day from which the launch date is counted.

    Returns:
        A PRFAQ that is not saved, with the story's id, whose own id is the same every time.
    """
    around = write_out(story)
    customers = [one for one in cut_clauses(lower_first(clean(story.customer), around), relative=True) if one]
    customer = customers[0] if customers else blank("customer")
    short = customers[-1] if customers else blank("customer")
    heading = phrase("heading", customer=short)
    return PRFAQ(
        id=derive_id(story.id, "prfaq"),
        story_id=story.id,
        customer=clean(story.customer) or blank("customer"),
        heading=heading if len(heading) <= LINE_LIMIT else phrase("heading", customer=blank("customer")),
        sub_heading=phrase("sub_heading", customer=customer),
        summary=phrase("summary", customer=short),
        launch_date=_add_months(today, int(find(Limit, "launch_months").low or 0)),
        external_faq=tuple(FAQEntry(question=one.text) for one in _needed("external")),
        internal_faq=_answer(story),
        **write_passages(story, "prfaq"),
    )


def _answer(story: Story) -> tuple[FAQEntry, ...]:
    asked = {one.part: one.ask for one in load(Passage) if one.document == "internal_faq"}
    written = write_passages(story, "internal_faq")
    answers = {part: "" if text == asked[part] else text for part, text in written.items()}
    return tuple(FAQEntry(question=one.text, answer=answers.get(one.id, "")) for one in _needed("internal"))


def _needed(faq: str) -> list[OfferedQuestion]:
    return [one for one in load(OfferedQuestion) if one.faq == faq and one.needed]


def _add_months(day: dt.date, months: int) -> dt.date | None:
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > dt.MAXYEAR:
        return None
    return dt.date(day.year + years, month + 1, min(day.day, 28))
