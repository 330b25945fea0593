"""Records what the reviewer says of a large corpus, and compares two such records.

    python scripts/record_verdicts.py record FILE [--texts OLDER]
    python scripts/record_verdicts.py compare OLDER NEWER

A change that should change no verdict is held by this: record before, record after, compare. With `--texts` the texts
of an older record are reviewed again; without it they are gathered from the checkout: the examples of every rule, the
test corpora, the sample, and texts that break careless code. Each is read as every kind of text.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 2, 2)
KINDS = ("bullet", "resume", "story", "letter", "prfaq", "talk")
SECTIONS = ("problem", "summary", "leader_quote", "learning", "heading", None)
LONGEST = 60_000  # characters; longer texts prove speed, not verdicts


def gather() -> dict[str, list[str]]:
    """Return each text of the checkout once, with the texts that it is compared with."""
    texts: dict[str, list[str]] = {}
    for text, beside in (*_examples(), *((text, []) for text in _strings())):
        if text and len(text) <= LONGEST:
            texts.setdefault(text, list(beside))
    for text in list(texts):
        for line in text.splitlines():
            if len(line.split()) > 3:
                texts.setdefault(line.strip(" -•*"), [])
    return texts


def _examples() -> Iterator[tuple[str, list[str]]]:
    from prepkit.review.examples import write_examples
    from prepkit.review.rules.rulebook import load_rules

    for rule in load_rules():
        for examples in write_examples(rule):
            yield from ((one.text, list(one.beside)) for one in examples)


def _strings() -> Iterator[str]:
    sys.path.insert(0, str(ROOT / "tests"))
    from shared import NASTY_TEXTS

    yield from NASTY_TEXTS
    folders = (ROOT / "tests" / "corpus", ROOT / "data" / "sample")
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if path.suffix == ".toml":
            yield from _walk(tomllib.loads(path.read_text(encoding="utf-8")))
        elif path.suffix == ".yaml":
            from ruamel.yaml import YAML

            yield from _walk(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def record(texts: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Yield what is said of each text: reviewed as every kind, as one field, and by the tools beside the reviewer."""
    from prepkit.review.openings import suggest_verbs
    from prepkit.review.parsing import parse_resume
    from prepkit.review.reviewer import review, review_field
    from prepkit.review.translation import find_turns

    for text, beside in texts.items():
        said: dict[str, Any] = {}
        short = "\n" not in text and len(text) < 500
        for kind in ("bullet", "story") if short else KINDS:
            found = review(text, kind, today=TODAY, beside=beside)
            said[kind] = {**found.to_dict(), "summary": found.summary(), "technical": found.facts.technical}
            said[kind]["values"] = [(one.values, one.metric) for one in found.facts.quantities]
            said[kind]["opener"] = str(found.facts.opener)
        for section in SECTIONS:
            for kind in ("story",) if short else KINDS:
                parts = review_field(text, kind, section)
                said[f"{kind}.{section}"] = [(one.code, one.start, one.end, one.message) for one in parts.findings]
        said["verbs"] = suggest_verbs(text) if short else None
        said["turns"] = [(turn.start, turn.end, turn.entry.id) for turn in find_turns(text)]
        if not short:
            parsed = parse_resume(text)
            said["parsed"] = [parsed.text, parsed.fields.to_csv(), parsed.losses.to_csv()]
        yield {"text": text, "beside": beside, "said": said}


def compare(older: list[dict[str, Any]], newer: list[dict[str, Any]]) -> int:
    """Print what differs between two records; return how many places do."""
    before, after = ({one["text"]: one for one in each} for each in (older, newer))
    for name, texts in (("only before", before.keys() - after.keys()), ("only after", after.keys() - before.keys())):
        for text in sorted(texts)[:5]:
            print(f"{name}: {text[:200]!r}")
        print(f"{name}: {len(texts)} texts")
    differ = 0
    for text in before.keys() & after.keys():
        one, other = before[text]["said"], after[text]["said"]
        for key in one.keys() & other.keys():  # what only one of the two records holds is no verdict
            if one[key] != other[key]:
                differ += 1
                if differ <= 10:
                    print(f"{key}: {text[:300]!r}\n  before {_cut(one.get(key))}\n  after  {_cut(other.get(key))}")
    print(f"{len(before)} texts, {differ} verdicts differ")
    return differ + len(before.keys() ^ after.keys())


def _cut(value: Any) -> str:
    if isinstance(value, dict):
        value = [value["facts"]["framing"], [(one["code"], one["start"]) for one in value["findings"]]]
    return json.dumps(value)[:300]


def main() -> int:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("record")
    writing.add_argument("file", type=Path)
    writing.add_argument("--texts", type=Path)
    comparing = commands.add_parser("compare")
    comparing.add_argument("older", type=Path)
    comparing.add_argument("newer", type=Path)
    asked = parser.parse_args()
    if asked.command == "compare":
        older, newer = (json.loads(path.read_text(encoding="utf-8")) for path in (asked.older, asked.newer))
        return int(compare(older, newer) > 0)
    if asked.texts:
        texts = {one["text"]: one["beside"] for one in json.loads(asked.texts.read_text(encoding="utf-8"))}
    else:
        texts = gather()
    asked.file.write_text(json.dumps(list(record(texts))), encoding="utf-8")
    print(f"{len(texts)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
