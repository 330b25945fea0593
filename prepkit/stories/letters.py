"""A story as a cover letter in four moves (G11)."""

from __future__ import annotations

from prepkit.content.library import find
from prepkit.content.shapes.writing import Limit
from prepkit.models import Letter, Story
from prepkit.models.fields import LINE_LIMIT
from prepkit.stories.identity import derive_id
from prepkit.stories.passages import write_passages
from prepkit.stories.wording import blank, clean, count_words, phrase


def compose_letter(story: Story, company: str = "") -> Letter:
    """Compose a cover letter: the problem seen in data, why a product, the effort across teams, the result.

    Args:
        story: The story.
        company: The company and team it goes to; a blank if left out.

    Returns:
        A Letter that is not saved, of at most the words that the content allows (350), whose id is the same each time.
    """
    company = clean(company)[:LINE_LIMIT]
    greeting = phrase("greeting", company=company or blank("company"))
    if len(greeting) > LINE_LIMIT:
        greeting = phrase("greeting", company=blank("company"))
    closing = blank("closing")
    room = int(find(Limit, "letter_words").high) - count_words(greeting) - count_words(closing)
    moves = write_passages(story, "letter", room)
    return Letter(id=derive_id(story.id, "letter"), company=company, greeting=greeting, closing=closing, **moves)
