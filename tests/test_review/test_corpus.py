"""Good texts draw no finding of warning or above; a fault planted in one of them is caught by exactly its rule."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

import pytest
from shared import ROOT

from prepkit.review.reviewer import review

CORPUS = ROOT / "tests" / "corpus"
KINDS = {
    "bullets": "bullet",
    "resumes": "resume",
    "stories": "story",
    "letters": "letter",
    "prfaqs": "prfaq",
    "talks": "talk",
}
TODAY = dt.date(2026, 2, 2)


def read(folder: str, name: str, table: str) -> list[dict[str, Any]]:
    return tomllib.loads((CORPUS / folder / f"{name}.toml").read_text(encoding="utf-8"))[table]


CLEAN = {(name, text["id"]): text["text"].strip("\n") for name in KINDS for text in read("clean", name, "text")}
FAULTS = [(name, fault) for name in KINDS for fault in read("faults", name, "fault")]


def plant(name: str, fault: dict[str, Any]) -> str:
    """Return the clean text with the fault in it; a fault that no longer fits its text is an error of the corpus."""
    text = CLEAN[name, fault["base"]]
    edits = [*fault.get("edits", []), *([[fault["old"], fault["new"]]] if "old" in fault else [])]
    for old, new in edits:
        assert text.count(old) == 1, f"{fault['base']}: {old[:60]!r} stands there {text.count(old)} times"
        text = text.replace(old, new)
    for start in fault.get("drop", []):
        paragraphs = text.split("\n\n")
        kept = [paragraph for paragraph in paragraphs if not paragraph.startswith(start)]
        assert len(kept) == len(paragraphs) - 1, f"{fault['base']}: no paragraph begins with {start!r}"
        text = "\n\n".join(kept)
    return "\n\n".join([text] * fault.get("repeat", 1)) + fault.get("append", "")


def serious(name: str, text: str, beside: list[str]) -> list[str]:
    found = review(text, KINDS[name], today=TODAY, beside=beside)
    return sorted({finding.code for finding in found.findings if finding.severity != "info"})


@pytest.mark.parametrize("key", CLEAN, ids="-".join)
def test_clean(key: tuple[str, str]):
    """A good text, with its near-misses, draws no finding of warning or above."""
    assert serious(key[0], CLEAN[key], []) == []


@pytest.mark.parametrize(
    ("name", "fault"), FAULTS, ids=[f"{fault['codes'][0]}-{name}-{fault['base']}" for name, fault in FAULTS]
)
def test_planted(name: str, fault: dict[str, Any]):
    """A planted fault is caught, and nothing else is said of the text."""
    text = plant(name, fault)

    assert sorted(fault["codes"]) == serious(name, text, fault.get("beside", []))


def test_size():
    """The corpus holds at least 60 good texts and 120 planted faults, of every kind."""
    assert len(CLEAN) >= 60
    assert len(FAULTS) >= 120
    assert set(KINDS) == {name for name, _ in FAULTS} == {name for name, _ in CLEAN}
