"""Passages as a format gives them, made even: lines parted, marks seen, white space and invisible letters out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from prepkit.files.intake.package import too_long
from prepkit.files.intake.passages import Passage, Run

MOST_PASSAGES = 5_000
MOST_LETTERS = 500_000
_MARK = re.compile(r"\s*(?:[•◦▪▫■□●○‣⁃∙·➢➤►▸▶→➔✓✔❖◆◇★☆✦\uf000-\uf8ff]\s*|[-–—*»›]\s+|[-–—*o](?=\t)\s+)(?=\S)")
_ODD = {
    0xA0: " ",
    0x202F: " ",
    0x2007: " ",
    0x2028: "\n",
    0x2029: "\n",
    0x0B: "\n",
    0x0C: "\n",
    0x2011: "-",
} | dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0), None)
_ADDRESS = re.compile(r"\S*@|https?:|www\.|\S+\.\w+(?:/|$)")
_PAGE = re.compile(r"(?:page|seite|página|pagina|strona)\s*\d+(?:\s*(?:/|of|von|de|di|van|z)\s*\d+)?", re.I)
_WRAPPED = 50  # letters of a line that the next one goes on with


def shape(passages: Iterable[Passage], name: str) -> list[Passage]:
    """Return passages as they are read: one for each line that stands alone, without marks, sizes against the body's.

    Args:
        passages: As the format gives them: line breaks in runs, list marks typed or not, sizes in any unit.
        name: What the file is called, for messages.

    Raises:
        UsageError: there is more text than a resume holds.
    """
    shaped = tidy(passages, name)
    letters: Counter[float] = Counter()
    gaps: Counter[float] = Counter(passage.gap for passage in shaped[1:])
    for passage in shaped:
        letters[passage.size] += len(passage.text)
    if letters.total() > MOST_LETTERS:
        raise too_long(name)
    body = letters.most_common(1)[0][0] if letters else 1.0
    usual = min([gap for gap, _ in gaps.most_common(1)], default=0.0)
    usual = usual if usual < 1 else 0.0  # the space below each paragraph parts nothing
    return [
        replace(
            passage,
            size=round(passage.size / (body or 1.0), 2),
            gap=round(max(0.0, passage.gap - usual), 1),
            furniture=passage.furniture or bool(_PAGE.fullmatch(passage.text)),
        )
        for passage in shaped
    ]


def tidy(passages: Iterable[Passage], name: str) -> list[Passage]:
    """Return passages without empty ones, parted at line breaks, typed marks taken for marks.

    Raises:
        UsageError: there are more than a resume holds.
    """
    tidied: list[Passage] = []
    gap = 0.0
    for number, passage in enumerate(passages):
        if number > 4 * MOST_PASSAGES or len(tidied) > MOST_PASSAGES:
            raise too_long(name)
        rows = _part(passage)
        if not rows:
            gap = 1.0
            continue
        tidied += [replace(rows[0], gap=passage.gap + gap), *rows[1:]]
        gap = 0.0
    return tidied


def mend(text: str) -> str:
    """Return a text that can be written: halves of a letter are joined, one that stands alone is replaced."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _part(passage: Passage) -> list[Passage]:
    rows: list[Passage] = []
    for line in _split(passage.runs):
        mark = _MARK.match("".join(run.text for run in line))
        if mark and passage.listed and mark.group().strip() in "-–—*»›o":  # an item that begins with a dash
            mark = None
        runs = _squeeze(_drop(line, mark.end() if mark else 0))
        if not runs:
            continue
        row = replace(passage, runs=runs, listed=passage.listed or bool(mark), gap=0.0)
        if rows and not mark and _goes_on(rows[-1], row, passage.listed):
            rows[-1] = replace(rows[-1], runs=(*rows[-1].runs, Run(" "), *runs))
        else:
            rows.append(row)
    return rows


def _goes_on(above: Passage, below: Passage, listed: bool) -> bool:
    if listed:
        return True  # an item is one line, however often it is broken
    text = below.text
    wrapped = above.listed or len(above.text) >= _WRAPPED
    return wrapped and text[:1].islower() and not _ADDRESS.match(text) and not below.listed


def _split(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.translate(_ODD).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in more]
    return lines


def _drop(runs: list[Run], letters: int) -> Iterator[Run]:
    for run in runs:
        yield replace(run, text=run.text[letters:])
        letters = max(0, letters - len(run.text))


def _squeeze(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join runs of one look; one blank where there are several, one tab where there is any, none at the ends."""
    kept: list[Run] = []
    last = "\t"
    for run in runs:
        text = re.sub(r"[\uf000-\uf8ff]", "·", run.text)
        text = re.sub(r"[^\S\t]+", " ", re.sub(r"[^\S\t]{4,}", "\t", text))  # typed to stand apart
        text = re.sub(r" ?\t[ \t]*", "\t", text)
        if kept and text.startswith("\t"):
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        text = text.lstrip() if last == "\t" else text.lstrip(" ") if last == " " else text
        if text:
            kept.append(replace(run, text=text))
            last = text[-1]
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    looks = itertools.groupby(kept, key=lambda run: (run.bold, run.italic))
    return tuple(Run(mend("".join(run.text for run in same)), *look) for look, same in looks)
