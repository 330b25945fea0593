"""Lines as they stand on a page, and how those that one thought takes are joined to a passage again."""

from __future__ import annotations

import itertools
import math
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from prepkit.files.intake.dates import find_dates, is_dates
from prepkit.files.intake.headings import find_section
from prepkit.files.intake.passages import Passage, Run
from prepkit.review.reading.vocabulary import WORDS

MARKS = "•◦▪▫■□●○‣⁃∙·➢➤►▸▶▹▷→➔✓✔❖◆◇★☆✦❯»⦁⚫⬤"
_PRIVATE = "\ue000-\uf8ff"
_MARK = re.compile(rf"(?:[{MARKS}{_PRIVATE}](?=\s*\S)|[-–—*o›+](?=\s+\S)|\d{{1,2}}[.)](?=\s+\S)|\(cid:\d+\))\s*")
_ALONE = re.compile(rf"[{MARKS}{_PRIVATE}–—*-]\Z")
_ICONS = re.compile(rf"\s*[{_PRIVATE}\ufffd]+\s*")
_JOINED = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")  # ligatures and the shapes of Arabic letters
_SOFT = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_HYPHENATED = re.compile(r"[^\W\d_][-\u2010]\Z")
_LABELED = re.compile(r"[^\W\d_][\w&/ -]{1,40}: ")  # a row of a list of skills, say
_SENTENCE_END = re.compile(r"[.!?:;。！？]['\")»”]*\Z")


def is_mark(text: str) -> bool:
    """Tell whether a text is nothing but a list mark."""
    return bool(_ALONE.match(text.strip()))


def cut_mark(text: str) -> int:
    """Return how many characters at the start of a text are its list mark and the blanks behind it."""
    found = _MARK.match(text)
    return found.end() if found else 0


def clean(text: str) -> str:
    """Return a text without letters that nobody sees; an icon parts what stands around it."""
    plain = _JOINED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), _SOFT.sub("", text))
    return _ICONS.sub("\t", plain.replace("\u3000", "\t"))


@dataclass(frozen=True)
class Line:
    """What stands on one row of a page or column; a tab in its text parts what stands apart.

    Places are in points from the left and the top of the page, or in characters and lines of a plain text.
    """

    runs: tuple[Run, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    page: int = 0
    listed: bool = False
    start: float = 0.0  # where its list mark stands
    furniture: bool = False
    mark: str = ""

    @classmethod
    def of(
        cls, looks: Iterable[tuple[str, bool, bool]], x0: float, x1: float, top: float, bottom: float, page: int = 0
    ) -> Self:
        """Return a line of (text, bold, italic), a written list mark taken off."""
        written = _tidy([Run(text, bold, italic) for text, bold, italic in looks])
        whole = "".join(run.text for run in written)
        mark = cut_mark(whole) if len(whole.strip()) > 1 else 0
        alone = is_mark(whole)  # it stands apart from its item, and is joined to it with the row
        runs = [run if alone else replace(run, text=clean(run.text)) for run in _drop(written, mark)]
        width = (x1 - x0) / max(len(whole), 1)
        indent = width * mark
        return cls(_tidy(runs), x0 + indent, x1, top, bottom, page, mark > 0, x0, mark=whole[:mark].strip())

    @property
    def text(self) -> str:
        """The words, tabs included."""
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        """The height of its type."""
        return self.bottom - self.top

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return all(run.bold for run in self.runs if run.text.strip())

    @property
    def italic(self) -> bool:
        """Whether all of its letters are italic."""
        return all(run.italic for run in self.runs if run.text.strip())


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join runs of one look, squeeze blanks, and take them off both ends."""
    looks = itertools.groupby((run for run in runs if run.text), key=lambda run: (run.bold, run.italic))
    joined = [replace(first, text="".join((first.text, *(run.text for run in same)))) for _, (first, *same) in looks]
    squeezed = [replace(run, text=re.sub(r" *\t[ \t]*", "\t", re.sub(r"[^\S\t]+", " ", run.text))) for run in joined]
    if squeezed:
        squeezed[0] = replace(squeezed[0], text=squeezed[0].text.lstrip())
        squeezed[-1] = replace(squeezed[-1], text=squeezed[-1].text.rstrip())
    return tuple(run for run in squeezed if run.text)


def _drop(runs: Sequence[Run], count: int) -> list[Run]:
    """Return runs without their first letters."""
    left = []
    for run in runs:
        left.append(replace(run, text=run.text[count:]))
        count = max(0, count - len(run.text))
    return left


def join_row(lines: Sequence[Line]) -> Line:
    """Return what stands side by side as one line, its parts apart by tabs; a mark that stands alone marks it."""
    first, *rest = sorted(lines, key=lambda line: line.x0)
    while rest and is_mark(first.text):
        first, rest = replace(rest[0], listed=True, start=first.x0, mark=first.text.strip()), rest[1:]
    runs = [*first.runs]
    for line in rest:
        runs += [Run("\t"), *line.runs]
    return replace(first, runs=_tidy(runs), x1=max(line.x1 for line in lines))


def join_lines(flows: Sequence[Sequence[Line]], narrowest: float = 0.0) -> list[Passage]:
    """Join the lines of each flow (a column over all of its pages, top to bottom) to passages.

    Args:
        flows: The lines.
        narrowest: The width below which a column's lines end where their writer ended them.
    """
    sizes = [line.size for flow in flows for line in flow for _ in line.text]
    body = statistics.median(sizes) if sizes else 1.0
    return [passage for flow in flows for passage in _Flow(flow, body, narrowest).join()]


class _Flow:
    """One column of text: how far apart its lines are, and where they end."""

    def __init__(self, lines: Sequence[Line], body: float, narrowest: float) -> None:
        self._lines = [line for line in lines if not line.furniture]
        self._furniture = [line for line in lines if line.furniture]
        self._body = body
        steps = sorted(self._step(a, b) for a, b in zip(self._lines, self._lines[1:], strict=False) if a.page == b.page)
        near = [step for step in steps if 0.6 * body < step < 2.5 * body]
        again = [step for step, after in itertools.pairwise(near) if step > 0.9 * body and after < 1.04 * step]
        self._pitch = again[0] if again else near[len(near) // 5] if near else 1.2 * body
        self._left = min((line.start for line in self._lines), default=0.0)
        self._text_left = min((line.x0 for line in self._lines if not line.listed), default=0.0)
        alone = [line for line in self._lines if "\t" not in line.text] or self._lines
        self._edge = max((line.x1 for line in alone), default=0.0)
        if sum(line.x1 > self._edge - 3 * body for line in alone) < 3:  # too few for an edge that lines are broken at
            self._edge = max((line.x1 for line in self._lines), default=0.0)
        if self._edge - self._left < narrowest:
            self._edge = math.inf

    def join(self) -> Iterator[Passage]:
        """Yield the flow's passages."""
        group: list[Line] = []
        for place, line in enumerate(self._lines):
            if group and self._goes_on(group, line, self._lines[place + 1 : place + 3]):
                group.append(line)
                continue
            if group:
                yield self._make(group, place - len(group))
            group = [line]
        if group:
            yield self._make(group, len(self._lines) - len(group))
        for line in self._furniture:
            yield Passage(line.runs, furniture=True)

    @staticmethod
    def _step(above: Line, below: Line) -> float:
        return below.bottom - above.bottom

    def _goes_on(self, group: Sequence[Line], line: Line, following: Sequence[Line]) -> bool:
        """Tell whether a line goes on with the passage above it."""
        first, last = group[0], group[-1]
        if line.listed or "\t" in last.text or abs(line.size - last.size) > 0.09 * last.size:
            return False
        if line.page == last.page and not 0 < self._step(last, line) <= max(self._pitch * 1.18, 1.45 * last.size):
            return False
        if line.page == last.page and self._is_parted(group, line, following):
            return False
        if find_section(line.text) is not None and not line.text[:1].islower():
            return False
        if not _looks_alike(last, line) or ("\t" in line.text and find_dates(line.text)):
            return False
        small = line.text[:1].islower() or line.text[:1] in "(&"
        open_end = _is_open(last.text) or _parts_dates(last.text, line.text)
        hangs = first.listed and self._hangs(first, line) and abs(first.x0 - self._text_left) > 0.6 * self._body
        if not small and not open_end and not hangs and find_dates(line.text) and len(line.text) < 60:
            return False
        if not open_end and _LABELED.match(line.text) and _LABELED.match(first.text):
            return False
        if first.listed:
            return self._goes_on_item(first, last, line, following) or small or open_end
        middle = abs(line.x0 + line.x1 - last.x0 - last.x1) < 0.6 * self._body
        aligned = middle or min(abs(line.x0 - last.x0), abs(line.x0 - first.x0)) < 0.6 * self._body
        if small and aligned and not _SENTENCE_END.search(last.text) and len(last.text) > 25:
            return True
        return aligned and (self._is_full(last, line) or (open_end and len(last.text) > 20))

    def _is_parted(self, group: Sequence[Line], line: Line, following: Sequence[Line]) -> bool:
        """Tell whether there is more white space above a line than between lines of one paragraph here."""
        step = self._step(group[-1], line)
        if len(group) > 1 and group[-2].page == group[-1].page and step > 1.12 * self._step(group[-2], group[-1]):
            return True
        below = following[0] if following else None
        beside = below is not None and not below.listed and below.page == line.page and below.size == line.size
        return beside and below is not None and 0.6 * line.size < self._step(line, below) < step / 1.12

    def _hangs(self, first: Line, line: Line) -> bool:
        """Tell whether a line stands below the text of an item, and not below its mark."""
        return first.x0 - first.start > 0.3 * self._body and abs(line.x0 - first.x0) < 0.6 * self._body

    def _goes_on_item(self, first: Line, last: Line, line: Line, following: Sequence[Line]) -> bool:
        hanging = self._hangs(first, line)
        deeper = line.x0 > first.x0 - 0.2 * self._body and first.x0 > self._left + 0.3 * self._body
        full = self._is_full(last, line) or line.text[:1].islower() or _is_open(last.text)
        if hanging and full and abs(first.x0 - self._text_left) > 0.6 * self._body:
            return True
        if hanging or (deeper and self._is_full(last, line)):
            return not _is_head(line, following)
        if self._is_full(last, line):
            return not _is_head(line, following)
        # A list item and the next, with prose between them as closely: it belongs to the item above.
        between = bool(following) and following[0].listed and len(line.text.split()) >= 6
        return between and not _SENTENCE_END.search(last.text) and not _is_head(line, [])

    def _is_full(self, last: Line, line: Line) -> bool:
        """Tell whether the first word of a line would not have fitted behind the one above."""
        letter = (line.x1 - line.x0) / max(len(line.text), 1)
        word = len(line.text.split()[0]) if line.text.split() else 0
        return last.x1 + letter * (word + 0.6) > self._edge and len(last.text) > 18

    def _make(self, group: Sequence[Line], place: int) -> Passage:
        first = group[0]
        above = self._lines[place - 1] if place else None
        new = above is None or above.page != first.page
        gap = 1.0 if above is None or new else max(0.0, self._step(above, first) / self._pitch - 1)
        return Passage(
            _tidy(join_runs(group)),
            listed=first.listed,
            indent=(first.start - self._left) / self._body,
            size=first.size / self._body,
            gap=gap,
            mark=first.mark,
        )


def _looks_alike(above: Line, below: Line) -> bool:
    """Tell whether two lines can be one passage by their look: a bold title and the text below it are two."""
    bold = (above.bold and not any(r.bold for r in below.runs)) or (below.bold and not above.runs[-1].bold)
    italic = (above.italic and not below.runs[0].italic) or (below.italic and not above.runs[-1].italic)
    return not bold and not italic


def _is_open(text: str) -> bool:
    """Tell whether a text ends where no sentence ends: with a small word, a comma or a parted word."""
    words = text.split()
    last = words[-1] if words else ""
    if text.count("(") > text.count(")"):
        return True
    return last.endswith((",", "/")) or last in WORDS.resume_goes_on or bool(_HYPHENATED.search(last))


def _parts_dates(above: str, below: str) -> bool:
    """Tell whether dates are broken between two rows: "Sep" and "2014 – Apr 2019", "Sep 2014 –" and "Apr 2019"."""
    if not re.search(r"\d", below[:20]):
        return False
    whole = find_dates(f"{above} {below}")
    return whole is not None and whole.start() < len(above) < whole.end() and not is_dates(above)


def _is_head(line: Line, following: Sequence[Line]) -> bool:
    """Tell whether a line opens the next job: it is dated, or short with dates close below."""
    if find_dates(line.text) and len(line.text) < 90 and not _SENTENCE_END.search(line.text):
        return True
    near = [*itertools.takewhile(lambda one: not one.listed, following)]
    return len(line.text) < 60 and any(find_dates(one.text) and len(one.text) < 80 for one in near)


def join_runs(group: Sequence[Line]) -> Iterator[Run]:
    """Yield the runs of lines that go on with one another, a word that was parted at the end of one made whole."""
    for line, below in zip(group, [*group[1:], None], strict=True):
        if below is None:
            yield from line.runs
            continue
        last = line.runs[-1]
        text, after = last.text, below.text
        yield from line.runs[:-1]
        if _HYPHENATED.search(text) and after[:1].islower():
            soft = text.endswith("\u2010")
            half = re.split(r"[\s/(\"“]", text[:-1])[-1].lower()
            kept = not soft and (half in WORDS.resume_hyphened or "-" in half)
            yield replace(last, text=text if kept else text[:-1])
        elif text.endswith(("-", "/", "–")) and text[-2:-1].strip():
            yield last
        else:
            yield replace(last, text=text + ("" if _is_dense(text, after) else " "))


def _is_dense(before: str, after: str) -> bool:
    return "\u3000" <= before[-1:] <= "\uffef" or "\u3000" <= after[:1] <= "\uffef"
