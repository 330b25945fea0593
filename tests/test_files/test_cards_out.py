"""Tables that no spreadsheet runs, and cards that Anki takes as they are."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.files.exports import export
from prepkit.files.tables import format_csv, guard_formula
from prepkit.store import Workspace

SIGNS = "=+-@＝＋－＠"
TRICKS = [
    "=1+1",
    "\x00=1+1",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u00a0=1+1",
    "＝1+1",
    "a\r=1+1",
    "a\r\n=1+1",
    "a;=1+1",
    "a\t=1+1",
    'a"\r=1+1',
    "@SUM(1)",
    "-2+3",
    "+1",
]
TEXTS = st.one_of(st.sampled_from(TRICKS), st.text(), st.text(alphabet='=+-@ \t\r\n\x00",;|a'))


def is_skipped(sign: str) -> bool:
    """Whether a spreadsheet may overlook a sign at the start of a cell."""
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_cell_begins_a_formula(texts: list[str]) -> None:
    """Whatever is typed, no cell's first sign that is seen begins a formula, and cells stay one cell each."""
    written = format_csv(pd.DataFrame({"text": texts, "n": range(len(texts))}))
    rows = list(csv.reader(io.StringIO(written, newline="")))

    assert "\r" not in written
    assert [row[1] for row in rows] == ["n", *map(str, range(len(texts)))]
    for typed, (cell, _) in zip(texts, rows[1:], strict=True):
        seen = next((sign for sign in cell if not is_skipped(sign)), "")
        assert seen not in SIGNS or not seen
        assert cell.removeprefix("'") == typed.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'")


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_separator_parts_a_cell_that_is_not_quoted(texts: list[str]) -> None:
    """LibreOffice cuts at semicolons and tabs, too: outside of quotation marks there is none, nor a line end."""
    written = format_csv(pd.DataFrame({"text": texts}))
    bare = "".join(written.split('"')[::2])

    assert not set(bare) & set(";\t|")
    assert bare.count("\n") == len(texts) + 1


def test_what_is_no_text_stays() -> None:
    """Numbers, days and blanks are written as before."""
    frame = pd.DataFrame({"n": [-1.5, None], "day": pd.to_datetime(["2026-01-26", "2026-01-27"]), "b": [True, False]})

    assert format_csv(frame) == "n,day,b\n-1.5,2026-01-26,True\n,2026-01-27,False\n"
    assert guard_formula(-3) == -3


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice Calc is not installed")
def test_libreoffice_runs_none(tmp_path: Path) -> None:
    """LibreOffice finds no formula in the table, whether it cuts at commas alone or at semicolons and tabs, too."""
    (tmp_path / "t.csv").write_bytes(format_csv(pd.DataFrame({"text": TRICKS})).encode())
    for number, separators in enumerate(["44", "44/59/9"]):
        folder = tmp_path / str(number)
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "fods"]
        options = [
            f"--infilter=CSV:{separators},34,76,1,,0,false,true,false",
            "--outdir",
            str(folder),
            str(tmp_path / "t.csv"),
        ]
        subprocess.run([*command, *options], check=True, capture_output=True, timeout=120)
        table = (folder / "t.fods").read_text(encoding="utf-8")

        assert "1+1" in table
        assert "table:formula" not in table


def read_package(raw: bytes) -> list[tuple[str, str, str, str]]:
    """Return the notes of an Anki package: guid, model, fields, tags."""
    path = Path("collection.anki2")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(raw)).read(path.name))
    return connection.execute("select guid, mid, flds, tags from notes order by guid").fetchall()


class TestCards:
    def test_table_has_directives_and_no_heading(self, sample: Workspace, tmp_path: Path) -> None:
        """Anki reads the separator, that it is no HTML, and where tags and keys stand; each row is a card."""
        (file,) = export(sample, "csv", tmp_path)
        lines = file.read_text(encoding="utf-8").split("\n")
        head = [line for line in lines if line.startswith("#")]
        rows = list(csv.reader(io.StringIO("\n".join(lines[len(head) :]))))

        assert head[:2] == ["#separator:Comma", "#html:false"]
        assert {"#tags column:3", "#guid column:4"} <= {*head}
        assert len(rows) == len([story for story in sample.stories.all() if not story.is_blank()])
        assert all(len(row) == 4 for row in rows)
        assert rows[0][0].startswith("First-time runners who had to guess their size (")

    def test_a_title_is_no_directive(self, sample: Workspace, tmp_path: Path) -> None:
        """A story that is called "#html:true" is a card."""
        first = sample.stories.all()[0]
        sample.stories.save(first.replace(title="#html:true"))
        lines = export(sample, "csv", tmp_path)[0].read_text(encoding="utf-8").split("\n")

        assert [line for line in lines if line.startswith("#html")] == ["#html:false"]

    def test_package_is_the_same_and_known_again(self, sample: Workspace, tmp_path: Path) -> None:
        """The same bytes twice; a renamed story is the same note; a text is text and no HTML; keys are the table's."""
        (first,), (again,) = export(sample, "apkg", tmp_path / "a"), export(sample, "apkg", tmp_path / "b")
        assert first.read_bytes() == again.read_bytes()
        before = read_package(first.read_bytes())
        story = sample.stories.all()[0]
        sample.stories.save(story.replace(title="<b>Renamed</b> & more"))
        after = read_package(export(sample, "apkg", tmp_path / "c")[0].read_bytes())
        table = export(sample, "csv", tmp_path)[0].read_text(encoding="utf-8")

        assert [note[:2] for note in after] == [note[:2] for note in before]
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
        assert any("&lt;b&gt;Renamed&lt;/b&gt; &amp; more" in note[2] for note in after)
        assert all(f'"{guid}"' in table for guid, *_ in before)
        assert json.dumps(before[0][3]).strip('"').startswith(" ")
