"""Every word that was typed leaves in every format, each text under its own heading."""

from __future__ import annotations

import datetime as dt
import io
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mistune
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prepkit.blocks import Heading
from prepkit.files.exports import export, make_name, write_text
from prepkit.files.layouts import lay_out, lay_out_paper, lay_out_resume
from prepkit.files.papers.paper import clean
from prepkit.files.papers.plain import write_markdown, write_plain
from prepkit.files.papers.sheet import make_sheet, split_contact
from prepkit.files.papers.typeset import write_pdf
from prepkit.files.papers.word import write_docx
from prepkit.models import PRFAQ, Bullet, FAQEntry, ImpactMetric, Letter, Record, Resume, Story
from prepkit.models.fields import prose
from prepkit.models.form_field import read_fields
from prepkit.models.sections import told_sections
from prepkit.store import Workspace

DAY = dt.date(2026, 12, 1)
SECTIONS = {
    "Summary": "summary",
    "Projects": "projects",
    "Education": "education",
    "Skills": "skills",
    "Certificates": "certificates",
    "Additional Information": "other",
}
MARKS = (
    *(
        "Situation",
        "# Learning",
        "## Experience",
        "- item",
        "* star",
        "+ plus",
        "1. one",
        "2) two",
        "---",
        "===",
        "***",
    ),
    *("```", "~~~", "&amp;", "<b>", "</p>", "<!--", "\\", "\\n", "[x](y)", "![a](b)", "|a|b|", "$41", "`code`", "_em_"),
    *("> quote", "    four", "\tx", "שלום", "مرحبا", "🙂👩🏽‍🚀", "日本語", ":", "https://a.b/c_d_e", "Q:", "a*b*c"),
)
WORDS = st.one_of(
    st.sampled_from(MARKS),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8),
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=3).map("\n".join)
TEXTS = st.lists(PARAGRAPHS, max_size=3).map("\n\n".join)
LINES = st.lists(WORDS, max_size=4).map(" ".join).map(lambda text: text[:200])


def fill(model: type[Record], draw: Any, **more: Any) -> Any:
    """Return a record with each of its texts drawn."""
    typed = {
        field.name: draw(TEXTS if field.kind == "prose" else LINES)
        for field in read_fields(model)
        if field.kind in ("line", "prose") and field.name != "story_id"
    }
    return model(**{**typed, **more})


@st.composite
def stories(draw: Any, model: type[Story] = Story) -> Story:
    """Return a story of any texts."""
    metric = ImpactMetric(name=draw(LINES), unit=draw(LINES), population=draw(LINES), window=draw(LINES))
    return fill(model, draw, customer_impact_metric=metric, principles=("ownership",), themes=("failure",))


@st.composite
def prfaqs(draw: Any) -> PRFAQ:
    """Return a PRFAQ of any texts, with questions that may lack a question or an answer."""
    entries = st.builds(FAQEntry, question=LINES, answer=TEXTS)
    faqs = st.lists(entries, max_size=3).map(tuple)
    return fill(PRFAQ, draw, external_faq=draw(faqs), internal_faq=draw(faqs))


@st.composite
def letters(draw: Any) -> Letter:
    """Return a letter of any texts."""
    return fill(Letter, draw)


def read_markdown(text: str) -> Iterator[tuple[int, str]]:
    """Yield each piece of a Markdown document as a reader sees it: the level of its heading (0: none) and its text."""

    def flatten(token: dict[str, Any]) -> str:
        if token["type"] in ("linebreak", "softbreak", "blank_line"):
            return "\n"
        if "children" in token:
            by = "\n" if token["type"] in ("list", "list_item") else ""
            return by.join(map(flatten, token["children"]))
        return str(token.get("raw", "")) if token["type"] == "text" else f"[{token['type']}]"

    for token in mistune.create_markdown(renderer="ast")(text.removeprefix("<!-- prepkit -->\n")):
        level = token["attrs"]["level"] if token["type"] == "heading" else 0
        assert token["type"] in ("heading", "paragraph", "list", "blank_line"), token
        yield level, flatten(token)


def read_docx(raw: bytes) -> Iterator[tuple[int, str]]:
    """Yield each paragraph of a Word file: the level of its heading and its text."""
    levels = {"Title": 1, "Heading 1": 2}
    for paragraph in Document(io.BytesIO(raw)).paragraphs:
        yield levels.get(paragraph.style.name, 0), paragraph.text


def collect(pieces: Iterator[tuple[int, str]]) -> list[tuple[str, list[str]]]:
    """Return the words under each heading."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for level, text in pieces:
        if level:
            found.append((" ".join(text.split()), []))
        else:
            found[-1][1].extend(text.split())
    return found


def holds(words: list[str], text: str) -> bool:
    """Tell whether the words of a text follow one another among others."""
    wanted = text.split()
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def list_typed(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what was typed into a record, each text with its heading ("" for any)."""
    for section in told_sections(type(record)):
        for field in section.fields:
            value = getattr(record, field.name)
            heading = "" if isinstance(record, Letter) or field.group == "Press release" else section.heading
            if field.name in ("heading", "title"):
                continue
            if isinstance(value, str):
                yield heading, value
            elif field.kind == "part":
                yield from ((heading, text) for text in (value.name, value.population, value.window))
            elif field.kind == "rows":
                yield from ((heading, text) for entry in value for text in (entry.question, entry.answer))
    if isinstance(record, PRFAQ):
        yield "", record.city
        questions = (record.customer, record.customer_problem, record.benefit, record.evidence, record.experience)
        yield from (("The five customer questions", text) for text in questions)
    if isinstance(record, Story):
        yield "About", record.project


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(st.one_of(stories(), prfaqs(), letters()))
@pytest.mark.slow
def test_every_word_is_under_its_own_heading(record: Record) -> None:
    """Paragraphs, blank lines, headings as words, lists, Markdown signs, emoji, right-to-left: all leave whole."""
    paper = lay_out_paper(record, Resume(id="blank"), DAY)
    plain = write_plain(paper).split()
    for found in (collect(read_markdown(write_markdown(paper))), collect(read_docx(write_docx(paper)))):
        for heading, text in list_typed(record):
            under = [words for title, words in found if not heading or title == heading]
            assert not text.split() or any(holds(words, text) for words in under), (heading, text, found)
    for heading, text in list_typed(record):
        assert holds(plain, text)
        assert not text.split() or holds(plain, heading)
    assert write_pdf(paper).startswith(b"%PDF-")


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(st.data())
def test_a_resume_leaves_whole(data: Any) -> None:
    """Each part of the frame is under its heading, each line under Experience, however it was typed."""
    resume = fill(Resume, data.draw)
    bullets = [fill(Bullet, data.draw, impact=impact) for impact in ("", "revenue")]
    paper = lay_out_resume(make_sheet(resume, bullets), DAY)
    for found in (collect(read_markdown(write_markdown(paper))), collect(read_docx(write_docx(paper)))):
        for heading in SECTIONS:
            words = [words for title, words in found if title == heading]
            text = clean(getattr(resume, SECTIONS[heading]))
            assert not text.strip() or any(holds(each, text) for each in words)
        lines = [one.rewritten or one.original for one in bullets]
        assert all(any(holds(words, line) for _, words in found) for line in lines)
        written = [one for one in bullets if (one.rewritten or one.original).strip()]
        for told in (text for one in written for text in (one.role, one.employer, one.place, one.dates)):
            assert any(holds([*title.split(), *words], told) for title, words in found)
    plain = write_plain(paper).split()
    assert all(holds(plain, part) for part in [*lines, *split_contact(resume.contact)])
    assert write_pdf(paper).startswith(b"%PDF-")


def test_a_field_of_a_story_is_exported_without_a_word_elsewhere() -> None:
    """A field that a model adds leaves under its group's heading."""

    class LongerStory(Story):
        aftermath: str = prose("Aftermath", "What came of it.", group="Action", review="story")

    blocks = lay_out(LongerStory(title="Shoes", actions="I did.", aftermath="It holds.\n\nStill."))

    assert write_text(blocks) == "Shoes\n\nAction\nI did.\n\nIt holds.\n\nStill.\n"
    assert blocks[0] == Heading("Shoes")


@pytest.mark.parametrize("style", ["md", "docx", "pdf", "json", "rendercv", "csv", "apkg"])
def test_exports_are_for_their_owner_alone(sample: Workspace, tmp_path: Path, style: str) -> None:
    """Nobody else on the machine can read an exported file, whatever the umask."""
    for file in export(sample, style, tmp_path / style):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("日本語の話", "日本語の話"),
        ("قصة العميل", "قصة-العميل"),
        ("Größe", "größe"),
        ("हिन्दी में", "हिन्दी-में"),
        ("  ../../etc/passwd  ", "etc-passwd"),
        ("ＡＢＣ ﬁn", "abc-fin"),
        ("NUL", "nul-text"),
        ("COM1", "com1-text"),
        ("\u202e...", "untitled"),
        ("🙂", "untitled"),
    ],
)
def test_files_are_named_in_any_script(title: str, name: str) -> None:
    """A title keeps its letters; signs, directions and devices of Windows are no names."""
    assert make_name(title) == name


@given(st.text())
def test_every_name_is_one_that_every_system_takes(title: str) -> None:
    """At most 60 characters and 200 bytes, without a separator, a dot, a blank or a sign that nobody sees."""
    name = make_name(title)

    assert 0 < len(name) <= 65
    assert len(name.encode("utf-8")) <= 205
    assert name == name.lower()
    assert not set(name) & set('/\\.:*?"<>|\0 ')
    assert make_name(name) == name


def test_titles_that_are_the_same_to_a_system_are_told_apart(sample: Workspace, tmp_path: Path) -> None:
    """Two stories whose names differ in nothing that a system keeps are two files."""
    for number, title in enumerate(["Straße", "STRASSE", "strasse"]):
        sample.stories.save(Story(id=f"s{number}", title=title))
    names = [file.name.casefold() for file in export(sample, "txt", tmp_path)]

    assert len({*names}) == len(names)
    assert len([name for name in names if "strasse" in name]) == 3
