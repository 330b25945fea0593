"""The resume as data: JSON Resume and RenderCV, valid by their own tools, with every text as it was typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2 as pdfium
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS, ROOT

from prepkit.files.papers.dates import read_months
from prepkit.files.papers.json_resume import write_json_resume
from prepkit.files.papers.paper import clean, cut_lines
from prepkit.files.papers.rendercv import write_rendercv
from prepkit.files.papers.sheet import Sheet, make_sheet, read_typed
from prepkit.models import Bullet, Resume
from prepkit.store import Workspace

SCHEMA = json.loads((ROOT / "tests/corpus/json_resume/schema.json").read_text(encoding="utf-8"))
TEXTS = st.one_of(
    st.sampled_from([*NASTY_TEXTS, "a, b", "Tools: SQL, R", "x - y", "#a[b]", "$$x$$", "[a](b)"]), st.text()
)
LINES = TEXTS.map(lambda text: text[:200])
FIELDS = ("summary", "education", "skills", "projects", "certificates", "other")


@st.composite
def sheets(draw: Any) -> Sheet:
    """Return a resume of any texts, with some lines."""
    frame = Resume(id="typed", contact=draw(LINES), **{name: draw(TEXTS) for name in FIELDS})
    heads = {name: draw(LINES) for name in ("role", "employer", "place", "dates")}
    lines = [Bullet(id=str(number), original=draw(TEXTS), **heads) for number in range(2)]
    return make_sheet(frame, lines)


def squeeze(text: str) -> list[str]:
    """Return the lines of a text, blanks at their ends and blank lines aside."""
    return cut_lines(clean(text))


@given(sheets())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_json_resume_is_valid_and_whole(sheet: Sheet) -> None:
    """Whatever was typed, the file is valid by the schema and gives each text back."""
    told = json.loads(write_json_resume(sheet))
    jsonschema.validate(told, SCHEMA)
    basics, own = told.get("basics", {}), told["meta"]["x-prepkit"]

    assert read_typed(own) == sheet
    assert basics.get("summary", "") == sheet.resume.summary
    for name, key in (("education", "institution"), ("projects", "name"), ("certificates", "name")):
        assert [entry[key] for entry in told.get(name, [])] == cut_lines(getattr(sheet.resume, name))
    skills = [(entry["name"], ", ".join(entry["keywords"])) for entry in told.get("skills", [])]
    assert [text if name == "Skills" else f"{name}: {text}" for name, text in skills] == cut_lines(sheet.resume.skills)
    for job, entry in zip(sheet.jobs, told.get("work", []), strict=True):
        assert (entry.get("position", ""), entry.get("name", "")) == (job.role, job.employer)
        assert entry.get("location", "") == job.place
        assert entry["highlights"] == list(job.lines)


@given(sheets())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_rendercv_is_whole(sheet: Sheet) -> None:
    """All of it is there for RenderCV, and once more as it was typed."""
    text = write_rendercv(sheet)
    own = json.loads(text.split("\n")[1].removeprefix("# x-prepkit: "))
    sections = yaml.safe_load(text)["cv"]["sections"]

    assert read_typed(own) == sheet
    for heading, typed in sheet.sections:
        assert len(sections[heading]) == len(cut_lines(typed))
    for job, entry in zip(sheet.jobs, sections.get("Experience", []), strict=True):
        assert len(entry["highlights"]) == len(job.lines)


def render(text: str, folder: Path) -> str:
    """Return the text of the PDF that RenderCV makes, offline: the package of its icons is there as an empty one."""
    for version in ("0.5.0", "0.6.0"):  # what RenderCV 2.3 and 2.8 ask for
        package = folder / "data/typst/packages/preview/fontawesome" / version
        package.mkdir(parents=True)
        (package / "typst.toml").write_text(
            f'[package]\nname = "fontawesome"\nversion = "{version}"\nentrypoint = "lib.typ"\n'
        )
        (package / "lib.typ").write_text("#let fa-icon(name, ..more) = []\n")
    (folder / "resume.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "rendercv", "render", "resume.yaml", "--pdf-path", "resume.pdf"]
    there = {
        **os.environ,
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "data"),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(command, cwd=folder, env=there, capture_output=True, text=True, timeout=120, check=False)
    assert (folder / "resume.pdf").exists(), done.stdout[-2000:]
    pages = pdfium.PdfDocument(folder / "resume.pdf")
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


@pytest.mark.slow
def test_rendercv_makes_a_pdf(sample: Workspace, tmp_path: Path) -> None:
    """`rendercv render` makes a PDF in which each line, employer, role and date of the sample stands."""
    sheet = make_sheet(sample.resumes.all()[0], sample.bullets.all())
    text = render(write_rendercv(sheet), tmp_path).replace("’", "'")

    for job in sheet.jobs:
        for one in (job.employer, job.role, job.dates, *job.lines):
            assert " ".join(one.split()) in text
    assert all(f"{kind}: {figure}" in text for kind, figure in sheet.impact)
    assert all(part in text for part in (sheet.name, *sheet.contact))


@pytest.mark.slow
def test_rendercv_runs_nothing_that_was_typed(tmp_path: Path) -> None:
    """A command, a formula, a label or a quotation mark in a text is shown, and ends nothing."""
    hostile = '#panic("x")[y] #eval("1")[z] $$x #f $$ `raw <label> *bold [a](b) @ref \\ // end ~ _ "'
    frame = Resume(id="r", contact=f"{hostile[:60]} | a@example.com | 12345678", **dict.fromkeys(FIELDS, hostile))
    line = Bullet(id="b", role=hostile, employer=hostile, place=hostile, dates="Jan 2020 - now", original=hostile)
    text = render(write_rendercv(make_sheet(frame, [line])), tmp_path)

    assert text.count("panic") >= 8
    assert text.count("eval") >= 8


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ("Mar 2023 - Present", ("2023-03", "")),
        ("June 2020 – Feb. 2023", ("2020-06", "2023-02")),
        ("2018-2020", ("2018", "2020")),
        ("2018-09 - 2020-01", ("2018-09", "2020-01")),
        ("03/2019 to 04.2020", ("2019-03", "2020-04")),
        ("2020", ("2020", "2020")),
        ("Summer 2020", None),
        ("Mai 2020 - heute", None),
        ("three years", None),
        ("", None),
    ],
)
def test_dates_as_months(dates: str, months: tuple[str, str] | None) -> None:
    """Dates that name months or years are read; any others are not guessed at."""
    assert read_months(dates) == months
