"""The corpus of resumes: its lines and jobs come in, nothing of a file is lost, and what goes out comes back."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import ROOT

from prepkit.errors import UsageError
from prepkit.files.exports import export
from prepkit.files.intake.pages.plain import read_plain
from prepkit.files.intake.reading import Part, Reading, limit
from prepkit.files.intake.sorting import sort_passages
from prepkit.files.resumes import read_bytes, read_resume
from prepkit.models import Bullet, Resume
from prepkit.store import Workspace

CORPUS, LAYOUTS = ROOT / "tests" / "corpus" / "resumes", ROOT / "tests" / "corpus" / "layouts"
PDFS = sorted(file for corpus in (CORPUS, LAYOUTS) for file in corpus.glob("*/*.pdf"))
MUTATIONS = int(os.environ.get("PREPKIT_MUTATIONS", "40"))


def _load_score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_resumes", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _list_truths(part: str, name: str) -> list[Any]:
    """Return what stands in the expected.json of both corpora, each with its file, the file's name as its id."""
    return [
        pytest.param(corpus / part / truth[name], truth, id=f"{corpus.name}-{truth[name]}")
        for corpus in (CORPUS, LAYOUTS)
        for truth in json.loads((corpus / part / "expected.json").read_text(encoding="utf-8"))
    ]


SCORE = _load_score()


def take_in(file: Path) -> dict[str, Any]:
    """Read a file as the command does; what came in, and what was said."""
    try:
        reading = read_resume(file)
    except UsageError as error:
        none = dict.fromkeys(("contact", "summary", "skills", "education"), "")
        return {"code": 2, "said": str(error), "came": [], "seconds": 0, **none}
    came = [
        {"role": one.role, "employer": one.employer, "dates": one.dates, "text": one.original}
        for one in reading.make_bullets()
    ]
    frame = reading.make_resume()
    fields = {name: getattr(frame, name) for name in ("contact", "summary", "skills", "education")}
    return {"code": 0, "said": reading.describe(), "came": came, "seconds": 0, **fields}


@pytest.mark.parametrize(("file", "case"), _list_truths("cases", "case"))
def test_case_is_wholly_right(file: Path, case: dict[str, Any]) -> None:
    """Each invented case, which stands for one kind of fault, has its lines, jobs and fields, and loses nothing."""
    assert SCORE.score_case(case, take_in(file))["why"] == []


@pytest.mark.parametrize(("file", "row"), _list_truths("files", "file"))
def test_file_has_its_lines_and_jobs(file: Path, row: dict[str, Any]) -> None:
    """Each template has its lines word for word, with their employers, roles and dates."""
    result = SCORE.score_file(row, take_in(file))

    assert (result["exact"], result["right"], result["silent"]) == (result["lines"], result["judged"], False)


def count_letters(text: str) -> Counter[str]:
    """Count the letters and digits of a text; ligatures are letters."""
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


@pytest.mark.parametrize("file", PDFS, ids=lambda file: file.name)
def test_no_letter_of_a_pdf_is_lost(file: Path) -> None:
    """Law 8: of each PDF that is read, the letters that stand in it are the letters of the pieces."""
    try:
        reading = read_resume(file)
    except UsageError:
        pytest.skip("a scan or locked")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]

    assert count_letters(reading.text) == count_letters(" ".join(pages))


HEADINGS = st.sampled_from(["Experience", "SKILLS", "Education", "Projects", "Ehrenamt", "Zeugnisse", "Summary:"])
HEADS = st.sampled_from(["Analyst, Harbor Library, Jan 2020 - Mar 2021", "Kettle Street", "PM\tMay 2020 – now", "Oslo"])
ROWS = st.lists(st.one_of(HEADINGS, HEADS, st.text(max_size=60), st.text(max_size=40).map("- ".__add__)), max_size=25)


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_the_pieces_are_the_text(rows: list[str]) -> None:
    """Law 8: of any text, what is placed and what is left over make the whole, and nothing in a record is invented."""
    passages = read_plain("\n".join(rows), "a.txt")
    reading = limit(sort_passages(passages, "a text"))
    text = "".join(passage.mark + passage.text for passage in passages)

    assert count_letters(reading.text) == count_letters(text)
    assert _squeeze(reading.text) == _squeeze(text)
    told = _list_told(reading)
    placed = count_letters("".join(p.text for p in reading.pieces if p.part not in (Part.BETWEEN, Part.LEFT_OVER)))
    assert not count_letters(told) - placed


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _list_told(reading: Reading) -> str:
    """Return every text of the records; a line's job is told once."""
    frame = reading.make_resume()
    lines = [bullet.original for bullet in reading.make_bullets()]
    return "".join([*lines, *(value for name, value in frame if name != "id")])


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_reading_twice_gives_the_same(rows: list[str]) -> None:
    """Law 7: the ids of what is read are the same every time, so that importing again changes nothing."""
    text = "\n".join(rows)
    readings = [sort_passages(read_plain(text, "a.txt"), "a text") for _ in range(2)]

    assert [*readings[0].make_bullets()] == [*readings[1].make_bullets()]


ROLES = [
    "Analyst",
    "Senior PM",
    "Data Scientist",
    "Growth",
    "Member of Technical Staff",
    "CTO",
    "Software Engineer, Web",
]
EMPLOYERS = [
    "Harbor Library",
    "Kettle Street",
    "Acme, Inc.",
    "Data House",
    "North & South",
    "Bäckerei Groß",
    "日本銀行",
]
PLACES = ["Oslo, Norway", "", "Remote", "Berlin", "San Francisco, CA"]
DATES = [
    "Jan 2020 - Mar 2021",
    "2018 - 2019",
    "Since 2020",
    "2020-01 - 2021-03",
    "May – August 2019",
    "01/2016 - Present",
]
DONE = [
    "Counted visits of 900 readers by hour and door",
    "Cut the queue from 9 to 4 minutes, which C# code and f_score reports made visible to the desk and to the board",
    "- minus one",
    "# Heading like",
    "Experience: none of it",
    "2020 was the year in which we moved 3 teams",
    "Größe *wins* [x](y) & <b>",
]


def fill(prep: Workspace, seed: int) -> None:
    """Fill a workspace with an invented resume."""
    draw = random.Random(seed)
    for _ in range(draw.randint(1, 5)):
        parts = {"role": ROLES, "employer": EMPLOYERS, "place": PLACES, "dates": DATES}
        head = {name: draw.choice(choices) for name, choices in parts.items()}
        for line in draw.sample(DONE, draw.randint(1, 4)):
            prep.bullets.save(
                Bullet(original=line, rewritten=line, impact=draw.choice(["", "cost", "satisfaction"]), **head)
            )
    more = {"projects": "Tide table, 2022\nDrew the tides"} if draw.random() < 0.5 else {"other": "Languages: Swedish"}
    contact = "Ann Bell · Lund · ann_b@example.com · +46 555 01 22 33"
    frame = {"summary": "I turn what shops know into what buyers decide.", "skills": "SQL, Python, C#"}
    prep.resumes.save(Resume(contact=contact, education="BSc Statistics, Lund, 2012\nMSc, Oslo", **frame, **more))


@pytest.mark.slow
@pytest.mark.parametrize("style", ["md", "txt", "docx", "pdf", "json", "rendercv"])
def test_a_hundred_workspaces_come_back(style: str, tmp_path: Path) -> None:
    """Export to each format and import again: the same lines, jobs and frame, in 100 of 100."""
    for seed in range(100):
        prep = Workspace(tmp_path / f"prep-{seed}")
        fill(prep, seed)
        paths = export(prep, style, tmp_path / f"out-{seed}")
        reading = read_resume(next(path for path in paths if path.stem == "resume"))
        frame = prep.resumes.all()[0]

        assert {_tell(one) for one in reading.make_bullets()} == {_tell(one) for one in prep.bullets.all()}, seed
        assert reading.make_resume().replace(id=frame.id) == frame, seed
        assert reading.left_over == (), seed
        prep.close()


def _tell(bullet: Bullet) -> tuple[str, ...]:
    return bullet.role, bullet.employer, bullet.place, bullet.dates, bullet.original


@pytest.mark.slow
@pytest.mark.parametrize("file", [PDFS[0], CORPUS / "files" / "rendercv-sb2nov.pdf"], ids=lambda file: file.name)
def test_a_broken_pdf_is_read_or_refused(file: Path) -> None:
    """A PDF of which bytes were changed, cut out or doubled is read, or refused in one line, within seconds."""
    whole, draw = file.read_bytes(), random.Random(7)
    for _ in range(MUTATIONS):
        raw = bytearray(whole)
        for _ in range(draw.randint(1, 30)):
            at = draw.randrange(len(raw))
            step = draw.random()
            if step < 0.6:
                raw[at] = draw.randrange(256)
            elif step < 0.8:
                del raw[at : at + draw.randint(1, 200)]
            else:
                raw[at:at] = raw[at : at + draw.randint(1, 200)]
        start = time.monotonic()
        said = try_to_read(bytes(raw))
        assert "\n" not in said
        assert time.monotonic() - start < 10


def try_to_read(raw: bytes) -> str:
    """Read a PDF; what is said where it is refused."""
    try:
        return read_bytes(raw, "broken.pdf").source
    except UsageError as error:
        return str(error)
