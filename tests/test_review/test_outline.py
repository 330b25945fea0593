"""The sections of a PRFAQ are found whatever their headings are called, and also without headings."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from prepkit.content.places import find_sample
from prepkit.models import PRFAQ
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.review.reading.outline import read_outline
from prepkit.review.reading.sections import name_section
from prepkit.text import read

NAMES = {
    "heading": ["Headline", "Title", "Product Name"],
    "sub_heading": ["Subtitle", "Sub-heading", "Tagline"],
    "summary": ["Summary", "Introduction", "Intro Paragraph", "Overview"],
    "problem": ["The Problem", "Customer pain", "What customers struggle with", "The issue", "Pain points"],
    "solution": ["Our Solution", "How it works", "The answer", "Benefits", "How Evening Delivery works"],
    "leader_quote": ["Executive quote", "Quote from our VP", "Spokesperson Quote", "Company quote"],
    "customer_quote": ["Customer testimonial", "What customers say", "Quote from a customer", "User quote"],
    "getting_started": ["How to get started", "First steps", "Availability and pricing", "How to begin"],
    "call_to_action": ["Call to Action", "Next steps", "Learn more", "Closing"],
    "external_faq": ["FAQs (External)", "Customer FAQ", "Questions from customers", "Public Q&A"],
    "internal_faq": ["FAQs (Internal)", "Stakeholder FAQ", "Frequently asked questions: leadership", "Internal Q&A"],
}
STYLES = ["## {}", "**{}**", "{}:", "7. {}", "**3) {}:**", "{}", "### 2. {}", "CAPS"]
QUESTIONS = ["**{}**\n{}", "Q: {}\nA: {}", "4. {}\n{}", "### {}\n\n{}", "**Q2: {}**\n\n{}"]


def sample() -> list[dict[str, Any]]:
    found = []
    for values in yaml.safe_load((find_sample() / "prfaqs.yaml").read_text(encoding="utf-8"))[:2]:
        prfaq = PRFAQ.model_validate(values)
        parts: dict[str, Any] = {section: getattr(prfaq, section) for section in RELEASE_SECTIONS}
        parts["summary"] = f"{prfaq.dateline()} — {prfaq.summary}"
        parts["external_faq"], parts["internal_faq"] = prfaq.external_faq, prfaq.internal_faq
        found.append(parts)
    return found


def head(style: str, name: str) -> str:
    return name.upper() if style == "CAPS" else style.format(name)


def build(parts: dict[str, Any], style: str, turn: int, headed: bool) -> str:
    blocks = []
    for section in RELEASE_SECTIONS:
        names = NAMES[section]
        blocks += [head(style, names[turn % len(names)]), parts[section]] if headed else [parts[section]]
    for section in ("external_faq", "internal_faq"):
        blocks.append(head(style, NAMES[section][turn % len(NAMES[section])]))
        question = QUESTIONS[turn % len(QUESTIONS)]
        blocks += [question.format(entry.question, entry.answer) for entry in parts[section]]
    return "\n\n".join(blocks)


@pytest.mark.parametrize("headed", [True, False], ids=["headed", "bare"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("turn", range(5))
def test_sections(style: str, turn: int, headed: bool):
    """Each section is found with its own text, by any of its names and styles, and by order and wording alone."""
    for parts in sample():
        text = build(parts, style, turn, headed)
        outline = read_outline(read(text), "prfaq")
        for section in RELEASE_SECTIONS:
            part = outline.find(section)
            assert part is not None, section
            assert text[part.body.start : part.body.end].startswith(parts[section].strip()[:25]), section
        for audience in ("external", "internal"):
            asked = [text[one.question.start : one.question.end] for one in outline.asked(audience)]
            assert [entry.question for entry in parts[f"{audience}_faq"]] == asked


def test_combined_faq():
    """Without headings for them, questions are told apart by who would ask them."""
    text = (
        "# Sunday Bread\n\nFAQ\n\nHow much does it cost?\n$4.50 a loaf.\n\nCan I cancel my order?\nYes, until noon.\n\n"
        "How big is the market?\n900 families.\n\nWhat are our largest risks?\nA baker is ill."
    )
    outline = read_outline(read(text), "prfaq")

    assert [one.audience for one in outline.questions] == ["external", "external", "internal", "internal"]


@pytest.mark.parametrize("title", ["A new solution for small shops", "Pricing that customers understand at last"])
def test_title_is_no_section(title: str):
    """A title that holds a heading's word is still the title."""
    outline = read_outline(
        read(f"# {title}\n\nShops get a price in a minute.\n\n## Problem\n\nShops wait nine days."), "prfaq"
    )

    assert outline.find("heading") is not None
    assert [part.id for part in outline.sections] == ["heading", "sub_heading", "problem"]


@pytest.mark.parametrize(
    ("title", "section"),
    [(name, section) for section, names in NAMES.items() for name in names] + [("Our bread is good", ""), ("", "")],
)
def test_names(title: str, section: str):
    """A heading is recognized by its words."""
    assert section == name_section(title, "prfaq")


TITLE_PAGE = """# Shelfmate: Press Release / FAQ

**Status**: Draft
**Product**: Shelfmate, pantry lists for shared flats

---

## 1. Internal Press Release

**FOR IMMEDIATE RELEASE**

### Shelfmate Ends the Empty Fridge for Shared Flats

*Flatmates see what is left, and who buys it next*

**Leeds, UK** — Shelfmate is out today: one shopping list for people who share a fridge.

**The Problem: Nobody Knows Who Buys the Milk**

Flatmates buy 3 cartons in one week and none in the next.

**The Solution: One List, Whose Turn It Is**

The list names the next buyer. Each item shows who bought it last.

"We lived with four notes on one fridge," said Ines Okoro, who runs Shelfmate. "Nobody read them, and we ran out."

"I stopped paying for milk that somebody had bought already," said Tom Beck, a student in Leeds with three flatmates.

### Availability & Price
Shelfmate is free. Visit shelfmate.example to begin.

## Frequently Asked Questions

### For Customers

#### Technical

**Q: Does it work without a signal?**
A: Yes, and it catches up later.

### For Stakeholders / Internal

**Q: Why will flatmates keep using it?**
A: Half of the pilot flats did after eight weeks.
"""
DATE_FIRST = """FOR IMMEDIATE RELEASE
Porto, March 9, 2027

New Tide Board Tells Surf Schools When to Open

Surf schools open on guesses. A wrong one costs them a morning, and pupils wait on a flat sea.

Every second week, owners lose 12 pupils who waited.

Tide Board launches as one page that says by six in the evening whether tomorrow is worth opening.

It reads three buoys and names the hour.

“We gave up guessing in May, and we have not sent anybody home since,” said Rui, who owns a school in Porto.

“A school should not need a weather degree,” said the Tide Board team. “It needs a yes or a no, and an hour.”

Tide Board is available today at tideboard.example.

## FAQ

### What does it cost?

Nine euros a month.
"""
RUN_IN = """# Handover — PR/FAQ

## Press Release

**FOR RELEASE — MAY 2027**

### Handover gives night nurses the three things they need to know

Today the ward team launched **Handover**, a half-page note for each patient.

**The problem.** Night nurses read nine pages a patient and still call the day team.

**The solution.** Handover keeps what changed today, and nothing else.

**Getting started** takes one shift. Open the ward list and tap a bed.

## FAQ

**Q: Who writes the note?**
The day nurse.
"""


def said(text: str) -> dict[str, str]:
    return {part.id: text[part.body.start : part.body.end] for part in read_outline(read(text), "prfaq").sections}


def test_title_page():
    """What stands before the release is not the release; a heading may go on behind its section's name."""
    found = said(TITLE_PAGE)
    assert found["heading"].startswith("Shelfmate Ends")
    assert found["sub_heading"].startswith("Flatmates see")
    assert found["summary"].startswith("Leeds, UK")
    assert found["problem"].startswith("Flatmates buy 3")
    assert found["solution"].startswith("The list names")
    assert found["leader_quote"].startswith('"We lived')
    assert found["customer_quote"].startswith('"I stopped')
    assert found["getting_started"].startswith("Shelfmate is free")
    asked = [question.audience for question in read_outline(read(TITLE_PAGE), "prfaq").questions]
    assert asked == ["external", "internal"]


def test_date_before_the_heading():
    """A dateline on its own line above the headline is not the headline, and a problem may take two paragraphs."""
    found = said(DATE_FIRST)
    assert found["heading"].startswith("New Tide Board")
    assert found["problem"].startswith("Surf schools open on guesses")
    assert found["problem"].endswith("12 pupils who waited.")
    assert found["summary"].startswith("Tide Board launches")
    assert found["leader_quote"].startswith("“A school should")
    assert found["customer_quote"].startswith("“We gave up")


def test_names_run_into_the_text():
    """A section's name in bold at the start of its paragraph is read as its heading."""
    found = said(RUN_IN)
    assert found["heading"].startswith("Handover gives")
    assert found["summary"].startswith("Today the ward team")
    assert "Night nurses read" in found["problem"]
    assert "keeps what changed" in found["solution"]
    assert "takes one shift" in found["getting_started"]
