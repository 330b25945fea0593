"""Jobs that are filled in as a form: the name of each field before what it holds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packed import make_word

from prepkit.files.intake.forms import sort_form
from prepkit.files.intake.passages import Passage, Run
from prepkit.files.intake.reading import Part
from prepkit.files.resumes import read_bytes

FORM = """Tomas Verhoeven
Ghent, tomas@example.org

Work experience
Dates: March 2019 - present
Position held: Logistics planner
Main activities and responsibilities: Cut empty kilometers from 31 to 22 percent. Trained eleven dispatchers.
Employer: Scheldt Freight NV, Antwerp
Sector: Transport

Dates: 2015 - February 2019
Position held: Warehouse clerk
Employer: Kanaal Logistics, Bruges
Responsibilities:
- Counted 3,000 pallets each night
"""
JOBS = [
    (
        "Logistics planner",
        "Scheldt Freight NV",
        "Antwerp",
        "March 2019 - present",
        "Cut empty kilometers from 31 to 22 percent.",
    ),
    ("Logistics planner", "Scheldt Freight NV", "Antwerp", "March 2019 - present", "Trained eleven dispatchers."),
    ("Warehouse clerk", "Kanaal Logistics", "Bruges", "2015 - February 2019", "Counted 3,000 pallets each night"),
]


def cell(text: str) -> str:
    """Return a cell of a table of Word's."""
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def make_table() -> bytes:
    """Return the form as a Word file with a table of two columns."""
    rows = [line.partition(": ")[::2] for line in FORM.splitlines()[4:] if ": " in line]
    rows.append(("Responsibilities", "Counted 3,000 pallets each night"))
    table = "".join(f"<w:tr>{cell(name)}{cell(text)}</w:tr>" for name, text in rows)
    top = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in FORM.splitlines()[:4])
    return make_word(f"{top}<w:tbl>{table}</w:tbl>")


@pytest.mark.parametrize(("raw", "name"), [(FORM.encode(), "a.txt"), (make_table(), "a.docx")], ids=["text", "word"])
def test_a_form_is_read_by_its_fields(raw: bytes, name: str) -> None:
    """Role, employer and dates are what their fields hold, in whichever order, and names of fields are no text."""
    reading = read_bytes(raw, name)

    told = [(one.role, one.employer, one.place, one.dates, one.original) for one in reading.make_bullets()]
    assert told == JOBS
    assert reading.left_over == ("Transport",)


NAMES = st.sampled_from(["Dates", "Employer", "Position", "Duties: ", "Sektor", "Arbeitgeber:", "Poste\t"])


@given(st.lists(st.tuples(NAMES, st.text(max_size=40)), max_size=12))
def test_no_letter_of_a_form_is_lost(fields: list[tuple[str, str]]) -> None:
    """Law 8: whatever stands in the fields, the pieces are the whole."""
    body = [Passage((Run(name + text),)) for name, text in fields]
    pieces = sort_form(body, itertools.count(1))
    if pieces is not None:
        kept = "".join(piece.text for piece in pieces)
        assert "".join(kept.split()) == "".join("".join(one.text.split()) for one in body)
        assert all(piece.part in Part for piece in pieces)
