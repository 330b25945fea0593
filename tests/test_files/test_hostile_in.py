"""Files that were broken on the way: each is read, or refused in one line, in time."""

from __future__ import annotations

import json
import os
import random
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from packed import make_word, make_zip, paragraph
from test_fields_in import ARCHIVE, NEW, OLD, RENDERCV
from test_word_in import NUMBERING, STYLES, table

from prepkit.errors import UsageError
from prepkit.files.intake.fields.europass import read_europass
from prepkit.files.intake.fields.json_resume import read_json_resume
from prepkit.files.intake.fields.linkedin import read_linkedin
from prepkit.files.intake.fields.rendercv import read_rendercv
from prepkit.files.intake.markup.html import read_html
from prepkit.files.intake.markup.markdown import read_markdown
from prepkit.files.intake.markup.odt import read_odt
from prepkit.files.intake.markup.rtf import read_rtf
from prepkit.files.intake.markup.word import read_word

MUTATIONS = int(os.environ.get("PREPKIT_MUTATIONS", "100"))  # of each format
BODY = (
    paragraph("Ann Bell", style="berschrift1")
    + paragraph("Counted", style="Small")
    + table([paragraph("a"), paragraph("b")])
)
WORD = make_word(BODY, styles=STYLES, numbering=NUMBERING)
RESUME = {
    "basics": {"name": "Ann"},
    "work": [{"name": "Harbor", "startDate": "2020", "highlights": ["<p>a</p>", "b"]}],
    "x": [1, None, {"y": True}],
}
PAGE = "<html><style>.a{display:flex}</style><body><div class=a><span>a</span><span>b</span></div><ul>"
PAGE += "<li>c<table><tr><td>d</table>&amp;"
MARKDOWN = "---\nname: A\n---\n# Ann\n\n**a** [b](c) `d` <!-- e -->\n\n- f\n  - g\n\n| h | i |\n|---|---|\n| j | k |\n"
ITEM = "<t:list><t:list-item><t:p>x<t:tab/></t:p></t:list-item></t:list>"
ODT = make_zip({"content.xml": f'<a xmlns:t="t"><t:body><t:text>{ITEM}</t:text></t:body></a>'})
RTF = r"{\rtf1\ansi{\stylesheet{\s1\b heading 1;}}\pard\s1 Ann\par"
RTF += r"{\listtext\'b7\tab}\ls1 b\'e9\u8211?\par\trowd\intbl c\cell\row}"


def text_of(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


READERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "docx": (WORD, lambda raw: read_word(raw, "f.x")),
    "odt": (ODT, lambda raw: read_odt(raw, "f.x")),
    "zip": (make_zip(dict(ARCHIVE)), lambda raw: read_linkedin(raw, "f.x")),
    "xml old": (OLD.encode(), lambda raw: read_europass(raw, "f.x")),
    "xml new": (NEW.encode(), lambda raw: read_europass(raw, "f.x")),
    "json": (json.dumps(RESUME).encode(), lambda raw: read_json_resume(text_of(raw), "f.x")),
    "yaml": (RENDERCV.encode(), lambda raw: read_rendercv(text_of(raw), "f.x")),
    "html": (PAGE.encode(), lambda raw: read_html(text_of(raw), "f.x")),
    "md": (MARKDOWN.encode(), lambda raw: read_markdown(text_of(raw), "f.x")),
    "rtf": (RTF.encode(), lambda raw: read_rtf(text_of(raw), "f.x")),
}


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """Change, take out, repeat and move a few bytes."""
    made = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(made) + 1), chance.choice((1, 2, 8, 64))
        piece = bytes(made[at : at + size])
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = piece * chance.choice((1, 2, 500))
            case 3:
                there = chance.randrange(len(made) + 1)
                made[there:there] = piece
            case _:
                made[at:at] = chance.choice(
                    (b"<", b"{", b"[", b"\0", b"&", b'"', b"*", b"\xff\xfe", b"\\", b"\n", b": ", b"- ", b"9" * 400)
                )
    return bytes(made)


def mutate_within(raw: bytes, chance: random.Random) -> bytes:
    """Change a part of a ZIP file, which stays whole."""
    with zipfile.ZipFile(BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(parts))
    return make_zip({**parts, name: mutate(parts[name], chance)})


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_a_broken_file_is_read_or_refused_in_one_line(kind: str) -> None:
    """Whatever bytes were changed: no other error, no second line, within 10 seconds."""
    raw, read = READERS[kind]
    for seed in range(MUTATIONS):
        chance = random.Random(seed)
        within = raw.startswith(b"PK") and seed % 4
        broken = mutate_within(raw, chance) if within else mutate(raw, chance)
        start = time.monotonic()
        fault: Exception | None = None
        try:
            read(broken)
        except Exception as error:
            fault = error
        if fault is not None:
            assert isinstance(fault, UsageError), (seed, repr(fault))
            assert "\n" not in str(fault), seed
            assert str(fault).startswith("f.x: "), seed
            assert fault.cure, seed
        assert time.monotonic() - start < 10, seed


@pytest.mark.parametrize("kind", READERS)
def test_the_whole_file_is_read(kind: str) -> None:
    """What the broken ones are made of is right."""
    raw, read = READERS[kind]
    assert read(raw)
