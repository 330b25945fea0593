"""A PRFAQ: a press release dated in the future, with the questions that customers and colleagues would ask."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from prepkit.models.fields import Group, Part, Record, line, prose
from prepkit.models.form_field import read_fields


class FAQEntry(Part):
    """One question with its answer."""

    question: str = line("Question", "As the person would ask it, with a question mark.")
    answer: str = prose(
        "Answer", "Start with yes, no, a number, or what you will find out by when.", words=150, review="prfaq"
    )


_FIVE = Group("The five customer questions", review="prfaq", told="")
_RELEASE = Group("Press release", review="prfaq")
_ASKED = Group("Questions and answers")


class PRFAQ(Record):
    """A press release and its FAQ, written before anything is built."""

    kind: ClassVar[str] = "prfaq"
    story_id: str = _FIVE.line("Story", "The story that this draft grew out of.")
    customer: str = _FIVE.prose("Who is the customer?", "One person, at one time, in one place.", words=40, lines=2)
    customer_problem: str = _FIVE.prose(
        "What is the problem, and how big?", "In their words, with a number.", words=50, lines=2
    )
    benefit: str = _FIVE.prose("What is the one benefit that matters most?", "One, not three.", words=30, lines=2)
    evidence: str = _FIVE.prose(
        "How do you know?", "Your own experience may not be your customers'.", words=50, lines=2
    )
    experience: str = _FIVE.prose(
        "What does it look like for the customer?", "Walk through it, step by step.", words=80
    )
    heading: str = _RELEASE.line(
        "Heading", "A name that a customer understands; twelve words or fewer.", section="heading"
    )
    sub_heading: str = _RELEASE.prose(
        "Sub-heading", "One sentence: for whom, and with what benefit.", words=30, lines=2, section="sub_heading"
    )
    city: str = _RELEASE.line("City", "Where the release is datelined.", told="")
    launch_date: dt.date | None = _RELEASE.choice(
        "Launch date", "The day you propose; three to twelve months ahead.", default=None, told=""
    )
    summary: str = _RELEASE.prose("Summary", "Two to four sentences that stand alone.", words=80, section="summary")
    problem: str = _RELEASE.prose(
        "Problem", "The customer's view, with a number, and no solution yet.", words=80, section="problem"
    )
    solution: str = _RELEASE.prose(
        "Solution", "How it works for the customer, and why it beats today.", words=110, lines=4, section="solution"
    )
    leader_quote: str = _RELEASE.prose(
        "Leader's quote",
        "Why the company does this. Name the role.",
        words=45,
        lines=2,
        section="leader_quote",
        told="Leader quote",
    )
    getting_started: str = _RELEASE.prose(
        "How to get started",
        "The first step, where to take it, and the price.",
        words=45,
        lines=2,
        section="getting_started",
        told="Getting started",
    )
    customer_quote: str = _RELEASE.prose(
        "Customer's quote",
        "A person, a situation, a concrete gain. Invented, and plausible.",
        words=45,
        lines=2,
        section="customer_quote",
        told="Customer quote",
    )
    call_to_action: str = _RELEASE.prose(
        "Call to action", "Where to go next.", words=30, lines=2, section="call_to_action"
    )
    external_faq: tuple[FAQEntry, ...] = _ASKED.rows(
        "External FAQ", "What customers and the press ask: price, availability, support, privacy.", told="External FAQ"
    )
    internal_faq: tuple[FAQEntry, ...] = _ASKED.rows(
        "Internal FAQ", "What your leaders ask: market, economics, dependencies, risks, metrics.", told="Internal FAQ"
    )
    appendix: str = _ASKED.prose("Appendix", "Figures or sketches, if a reader needs them.", told="Appendix")

    @property
    def label(self) -> str:
        """The heading, or a stand-in that can be picked from a list."""
        return self.heading or f"Untitled PRFAQ {self.id}"

    def dateline(self) -> str:
        """Return the city and date as a release opens with them, or an empty text."""
        date = f"{self.launch_date:%B} {self.launch_date.day}, {self.launch_date.year}" if self.launch_date else ""
        return ", ".join(part for part in (self.city, date) if part)

    def release_words(self) -> int:
        """Count the words of the press release, heading included."""
        return sum(len(getattr(self, section).split()) for section in RELEASE_SECTIONS)

    def is_complete(self) -> bool:
        """Tell whether every section of the release is written, dated, and both FAQs have an answered question."""
        answered = all(
            any(entry.question and entry.answer for entry in faq) for faq in (self.external_faq, self.internal_faq)
        )
        sections = all(getattr(self, section) for section in RELEASE_SECTIONS)
        return bool(sections and self.city and self.launch_date and answered)


# The sections of the release, in its order.
RELEASE_SECTIONS = tuple(field.name for field in read_fields(PRFAQ) if field.section)
