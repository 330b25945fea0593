"""A PDF as stretches of text with their places: what stands beside what, how large, how bold, with which list mark."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from prepkit.errors import UsageError, instead
from prepkit.files.intake.pages.columns import read_pages
from prepkit.files.intake.pages.lines import Line, is_mark, join_lines
from prepkit.files.intake.passages import Passage

PAGES = 30
_LETTERS = 200_000  # of a file; a resume has a fiftieth of that
_OBJECTS = 20_000  # drawn things of a page that are looked at
_APART = 1.15  # ems between what stands apart on a row
_NEAR = 0.45  # heights of a line between columns, where several lines begin at the same place
_WIDE = 0.7  # heights of a line, by which a column is known even where no line begins at it
_MANY = 4  # lines that begin at the same place
_BETWEEN = 0.13  # heights of a line between two words, where no blank is written
_OF_LETTER = 0.25  # widths of a wide letter between two words, where the type is small for its row
_BOLD = re.compile(r"bold|black|heavy|semib|demi|cmbx|[-_]bd\b|\bbd\b|bx\d", re.I)
_ITALIC = re.compile(r"ital|obliq|cmti|cmsl|slanted|[-_]it\b", re.I)
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327", "˚": "\u030a"}
_NO_TEXT = "a scan: its pages are pictures without text"
_CURE = "Export it from the program that it was written in, or save it from a scanner app with text recognition"


@dataclass(frozen=True)
class _Glyph:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool
    italic: bool
    parted: bool = False  # whether pdfium takes it for the first letter of a word

    @property
    def size(self) -> float:
        """The height of its line."""
        return self.bottom - self.top


@dataclass(frozen=True)
class _Box:
    """What is drawn on a page: its edges."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Pdf:
    """What stands in a PDF: its passages in reading order, how many pages it has, and by which program it was made."""

    passages: list[Passage]
    pages: int
    maker: str


def read_pdf(raw: bytes, name: str) -> Pdf:
    """Read a PDF by the places of its letters.

    Args:
        raw: The file's bytes.
        name: The file's name, for what is said of it.

    Raises:
        UsageError: it is not a PDF, needs a password, has over 30 pages, or is a scan.
    """
    import pypdfium2 as pdfium

    damaged = "damaged, or not a PDF that can be read"
    cure = "Open it and print it to a new PDF, or save its text as .txt"
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            what = "locked with a password"
            raise UsageError(what, where=name, cure="Open it and print it to a PDF without one") from error
        raise UsageError(damaged, where=name, cure=cure) from error
    with instead((pdfium.PdfiumError, ValueError, RecursionError, OSError), UsageError, damaged, where=name, cure=cure):
        return _read(document, name)


def _read(document: Any, name: str) -> Pdf:
    if len(document) > PAGES:
        raise UsageError(f"too long for a resume: over {PAGES} pages", where=name, cure="Import the resume alone")
    pages, letters, pictured = [], 0, False
    for number in range(len(document)):
        page = document[number]
        lines = [*_read_page(page, number)]
        letters += sum(len(line.text) for line in lines)
        if letters > _LETTERS:
            raise UsageError("too long for a resume", where=name, cure="Import the resume alone")
        pictured = pictured or _is_picture(page)
        pages.append(lines)
        page.close()
    if letters < 150 * len(document) and (pictured or not letters):
        said = " ".join(line.text for lines in pages for line in lines)[:60]
        raise UsageError(_NO_TEXT + (f" but for “{said}”" if said else ""), where=name, cure=_CURE)
    meta = document.get_metadata_dict()
    maker = " ".join(str(meta.get(key, "")) for key in ("Producer", "Creator", "Keywords"))
    return Pdf(join_lines(read_pages(_settle_bold(pages))), len(document), maker)


def _settle_bold(pages: list[list[Line]]) -> list[list[Line]]:
    """Bold type by which nothing stands out is the type of the text."""
    runs = [run for lines in pages for line in lines for run in line.runs]
    if sum(len(run.text) for run in runs if run.bold) < 0.7 * sum(len(run.text) for run in runs):
        return pages
    return [[replace(line, runs=tuple(replace(r, bold=False) for r in line.runs)) for line in lines] for lines in pages]


def _read_page(page: Any, number: int) -> Iterator[Line]:
    """Yield what stands together on a row of a page, in the order of the file."""
    glyphs = _compose(_list_glyphs(page))
    marks = [*_list_boxes(page)]
    for group in _part_columns(_merge(_group(glyphs))):
        line = _write(group, number)
        if line is not None:
            yield _mark(line, marks)


def _list_glyphs(page: Any) -> Iterator[_Glyph]:
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    handle, (_, height) = text_page.raw, page.get_size()
    _, bottom_edge, _, top_edge = page.get_bbox()
    height = max(height, top_edge - bottom_edge) + bottom_edge
    box, flags = raw.FS_RECTF(), ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    looks: dict[tuple[str, int], tuple[bool, bool]] = {}
    parted = False
    for place in range(min(text_page.count_chars(), _LETTERS)):
        if raw.FPDFText_IsGenerated(handle, place):
            parted = True
            continue
        code = raw.FPDFText_GetUnicode(handle, place)
        letter = "-" if code in (0x02, 0xFFFE, 0xAD) else chr(code) if code and not 0xD800 <= code < 0xE000 else ""
        if not letter or not (letter.isprintable() or "\ue000" <= letter <= "\uf8ff" or letter.isspace()):
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, place, box) or box.top <= box.bottom:
            continue
        name_length = raw.FPDFText_GetFontInfo(handle, place, buffer, 128, flags)
        key = (buffer.raw[: max(0, min(name_length, 128) - 1)].decode("utf-8", "replace"), flags.value)
        if key not in looks:
            weight = raw.FPDFText_GetFontWeight(handle, place)
            looks[key] = (
                bool(_BOLD.search(key[0])) or weight >= 600,
                bool(_ITALIC.search(key[0])) or bool(key[1] & 64),
            )
        bold, italic = looks[key]
        yield _Glyph(
            letter, box.left, max(box.left, box.right), height - box.top, height - box.bottom, bold, italic, parted
        )
        parted = False


def _compose(glyphs: Iterator[_Glyph]) -> list[_Glyph]:
    """Put an accent that was drawn by itself on the letter that it stands over."""
    done: list[_Glyph] = []
    waiting: _Glyph | None = None
    for glyph in glyphs:
        if waiting is not None:
            over = min(glyph.x1, waiting.x1) - max(glyph.x0, waiting.x0)
            if glyph.text.isalpha() and over > 0.3 * (waiting.x1 - waiting.x0):
                base = {"ı": "i", "ȷ": "j"}.get(glyph.text, glyph.text)
                glyph = replace(glyph, text=unicodedata.normalize("NFC", base + _ACCENTS[waiting.text]))
            else:
                done.append(waiting)
            waiting = None
        if glyph.text in _ACCENTS:
            waiting = glyph
        else:
            done.append(glyph)
    return [*done, *([waiting] if waiting else [])]


def _group(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    """Put letters that follow one another on one row into one group."""
    groups: list[list[_Glyph]] = []
    for glyph in glyphs:
        if groups and _follows(groups[-1][-1], glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [group for group in groups if any(not glyph.text.isspace() for glyph in group)]


def _follows(before: _Glyph, glyph: _Glyph) -> bool:
    size = max(before.size, glyph.size)
    joined = glyph.x0 == before.x0 and glyph.x1 == before.x1  # two letters of one ligature
    return _share_row(before, glyph) and (joined or -0.5 * size < glyph.x0 - before.x1 < _APART * size)


def _share_row(one: Any, other: Any) -> bool:
    over = min(one.bottom, other.bottom) - max(one.top, other.top)
    return bool(over > 0.55 * min(one.bottom - one.top, other.bottom - other.top))


def _merge(groups: list[list[_Glyph]]) -> list[list[_Glyph]]:
    """Join groups that stand side by side on one row, in whatever order they were drawn."""
    boxes = [(_frame(group), group) for group in map(_trim, groups)]
    boxes.sort(key=lambda pair: (round(pair[0].bottom), pair[0].x0))
    rows: list[tuple[_Box, list[_Glyph]]] = []
    for box, group in boxes:
        size = box.bottom - box.top
        for place in range(len(rows) - 1, max(-1, len(rows) - 41), -1):
            near, glyphs = rows[place]
            gap = min(max(box.x0 - near.x1, -size), max(near.x0 - box.x1, -size), key=abs)
            if _share_row(near, box) and -0.3 * size < gap < _APART * size:
                joined = _Box(min(near.x0, box.x0), max(near.x1, box.x1), near.top, near.bottom)
                rows[place] = joined, glyphs + group
                break
        else:
            rows.append((box, list(group)))
    return [group for _, group in rows]


def _part_columns(groups: list[list[_Glyph]]) -> Iterator[list[_Glyph]]:
    """Part what stands close together where others begin at the same place: a rail of dates, and the text beside it."""
    sorted_groups = [sorted(group, key=lambda glyph: glyph.x0) for group in groups]
    starts = Counter(round(start) for glyphs in sorted_groups for start in _list_starts(glyphs))
    edges = {start for start in starts if starts[start - 1] + starts[start] + starts[start + 1] >= _MANY}
    for group, glyphs in zip(groups, sorted_groups, strict=True):
        cuts = [place for place, _ in _list_gaps(glyphs, _NEAR) if round(glyphs[place].x0) in edges]
        for start, end in itertools.pairwise([0, *cuts, len(glyphs)]):
            yield glyphs[start:end] if cuts else group


def _list_starts(glyphs: list[_Glyph]) -> Iterator[float]:
    """Yield where a group begins, and where it goes on after a gap that no blank between words has."""
    yield glyphs[0].x0
    yield from (glyphs[place].x0 for place, gap in _list_gaps(glyphs, _WIDE))


def _list_gaps(glyphs: list[_Glyph], least: float) -> Iterator[tuple[int, float]]:
    """Yield the places of letters with a gap before them, in heights of a line; one behind a list mark is none."""
    inked = [place for place, glyph in enumerate(glyphs) if not glyph.text.isspace()]
    for first, second in itertools.pairwise(inked):
        gap = (glyphs[second].x0 - glyphs[first].x1) / max(glyphs[second].size, 0.1)
        if gap > least and not (first == inked[0] and is_mark(glyphs[first].text)):
            yield second, gap


def _frame(group: list[_Glyph]) -> _Box:
    first = group[0]
    return _Box(min(glyph.x0 for glyph in group), max(glyph.x1 for glyph in group), first.top, first.bottom)


def _trim(group: list[_Glyph]) -> list[_Glyph]:
    while group[0].text.isspace():
        group = group[1:]
    while group[-1].text.isspace():
        group = group[:-1]
    return group


def _write(group: list[_Glyph], page: int) -> Line | None:
    """Return a group as a line, blanks put in where there are only gaps."""
    glyphs = sorted(group, key=lambda glyph: glyph.x0)
    if _is_right_to_left(group):
        glyphs = group
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    size = max(sorted(glyph.size for glyph in inked)[len(inked) // 2], 0.1)
    space = _find_space(glyphs, size)
    wide = sorted(glyph.x1 - glyph.x0 for glyph in inked)[3 * len(inked) // 4]
    between = max(_BETWEEN * size, _OF_LETTER * wide)
    runs: list[tuple[str, bool, bool]] = []
    before: _Glyph | None = None
    for glyph in glyphs:
        blank = glyph.text.isspace()
        again = before is not None and before.text == glyph.text and 0 < abs(glyph.x0 - before.x0) < 0.08 * size
        if (space and blank) or again:  # drawn twice to look bold
            continue
        gap = before is not None and not blank and not before.text.isspace() and glyph.x0 - before.x1
        text = glyph.text if not blank or glyph.text == "\u3000" else " "
        least = space or (0.02 * size if glyph.parted else between)
        if gap and before is not None and (_is_wide(glyph.text) or _is_wide(before.text)):
            least = 0.15 * size if _is_wide(glyph.text) != _is_wide(before.text) else math.inf
        if gap and gap > least:
            text = " " + text
        if runs and runs[-1][1:] == (glyph.bold, glyph.italic):
            text = runs.pop()[0] + text
        runs.append((text, glyph.bold, glyph.italic))
        before = glyph
    main = [glyph for glyph in inked if 0.85 * size <= glyph.size <= 1.1 * size] or inked
    line = Line.of(runs, inked[0].x0, max(g.x1 for g in inked), main[0].top, main[0].bottom, page=page)
    if line.listed and is_mark(inked[0].text):
        line = replace(line, x0=inked[1].x0)
    return line if line.text else None


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter[0]) in "WF"


def _is_right_to_left(group: list[_Glyph]) -> bool:
    turned = sum(unicodedata.bidirectional(glyph.text[0]) in ("R", "AL") for glyph in group)
    return turned * 2 > len(group)


def _find_space(glyphs: list[_Glyph], size: float) -> float:
    """Return the gap that parts words where letters are spaced out, or 0 where they are not."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    gaps = sorted(right.x0 - left.x1 for left, right in itertools.pairwise(inked))
    if len(gaps) < 5:
        return 0.0
    usual = gaps[len(gaps) // 3]
    written = sum(glyph.text.isspace() for glyph in glyphs)
    if usual < 0.12 * size or len([glyph for glyph in inked if glyph.text.isalpha()]) < 0.7 * len(inked):
        return 0.0
    if written > 0.6 * len(gaps) or not written or gaps[-1] > 1.6 * usual:
        return max(1.7 * usual, 0.3 * size)
    return 0.0


def _list_boxes(page: Any) -> Iterator[_Box]:
    """Yield small things that are drawn, as list marks are by browsers."""
    import pypdfium2.raw as raw

    _, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    for place in range(min(raw.FPDFPage_CountObjects(page.raw), _OBJECTS)):
        thing = raw.FPDFPage_GetObject(page.raw, place)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT or not raw.FPDFPageObj_GetBounds(thing, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if 0.8 < right - left < 9 and 0.8 < top - bottom < 9:
            yield _Box(left, right, height - top, height - bottom)


def _mark(line: Line, boxes: list[_Box]) -> Line:
    """Tell that a line is an item of a list, where its mark is drawn before it."""
    size, middle = line.bottom - line.top, (line.top + line.bottom) / 2
    if line.listed or is_mark(line.text):
        return line
    for box in boxes:
        beside = -0.2 * size < line.x0 - box.x1 < 2.2 * size and box.x1 - box.x0 < 0.75 * size
        if beside and abs((box.top + box.bottom) / 2 - middle) < 0.3 * size and _is_square(box):
            return replace(line, listed=True, start=box.x0)
    return line


def _is_square(box: _Box) -> bool:
    return 0.6 < (box.x1 - box.x0) / (box.bottom - box.top) < 1.7


def _is_picture(page: Any) -> bool:
    """Tell whether a picture covers most of a page."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    for place in range(min(raw.FPDFPage_CountObjects(page.raw), 50)):
        thing = raw.FPDFPage_GetObject(page.raw, place)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(thing, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            if (right - left) * (top - bottom) > 0.5 * width * height:
                return True
    return False
