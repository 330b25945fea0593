"""The sections of a PRFAQ are found whatever their headings are called, and also without headings."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from prepkit.content.places import find_sample
from prepkit.models import PRFAQ
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.review.outline import draw
from prepkit.review.outline.headings import name_section
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
        outline = draw(read(text), "prfaq")
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
    outline = draw(read(text), "prfaq")

    assert [one.audience for one in outline.questions] == ["external", "external", "internal", "internal"]


@pytest.mark.parametrize("title", ["A new solution for small shops", "Pricing that customers understand at last"])
def test_title_is_no_section(title: str):
    """A title that holds a heading's word is still the title."""
    outline = draw(read(f"# {title}\n\nShops get a price in a minute.\n\n## Problem\n\nShops wait nine days."), "prfaq")

    assert outline.find("heading") is not None
    assert [part.id for part in outline.sections] == ["heading", "sub_heading", "problem"]


@pytest.mark.parametrize(
    ("title", "section"),
    [(name, section) for section, names in NAMES.items() for name in names] + [("Our bread is good", ""), ("", "")],
)
def test_names(title: str, section: str):
    """A heading is recognized by its words."""
    assert section == name_section(title, "prfaq")
