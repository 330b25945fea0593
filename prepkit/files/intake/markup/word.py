"""Word in: the paragraphs of a .docx in the order and with the looks in which Word shows them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from prepkit.errors import UsageError, instead
from prepkit.files.intake.markup.links import show_address
from prepkit.files.intake.markup.rows import DEEPEST_TABLE, Cell, read_table
from prepkit.files.intake.markup.shaping import shape, tidy
from prepkit.files.intake.markup.word_styles import Styles, is_on, number_of
from prepkit.files.intake.package import Package, local, read_attribute, too_long
from prepkit.files.intake.passages import Passage, Run

_CURE = "Open it in Word or LibreOffice and save it again as .docx"
_OLD = b"\xd0\xcf\x11\xe0"
_HOLDERS = (
    "hyperlink ins moveTo smartTag sdt sdtContent fldSimple customXml dir bdo body hdr ftr footnote endnote"
    " txbxContent Choice Fallback ruby rubyBase oMath oMathPara"
)
_THROUGH = frozenset(_HOLDERS.split())
_LETTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PAGE_NUMBER = re.compile(r"(?:(?:page|seite|página|pagina|strona)\s*)?\d*(?:\s*(?:/|of|von|de|di|van|z)\s*\d*)?", re.I)


def read_word(raw: bytes, name: str) -> list[Passage]:
    """Return the passages of a Word file: the page's header first, its footer and what is hidden last, as furniture.

    Args:
        raw: The file.
        name: What it is called, for messages.

    Raises:
        UsageError: it is damaged, locked, no .docx, or too long for a resume.
    """
    if raw.startswith(_OLD):
        what = "locked with a password, or in Word's old format (.doc)"
        raise UsageError(what, where=name, cure="Open it in Word and save it as .docx without a password")
    package = Package(raw, name, "a Word file", _CURE)
    with instead(RecursionError, UsageError, "damaged: its parts are nested without end", where=name, cure=_CURE):
        return shape(_Document(package).read(), name)


class _Document:
    def __init__(self, package: Package) -> None:
        self._package = package
        links = _read_links(package, "_rels/.rels", "")
        main = next((target for kind, target in links.values() if kind == "officeDocument"), "word/document.xml")
        self._root = package.parse(main)
        if self._root is None:
            raise UsageError("not a Word file", where=package.name, cure=_CURE)
        folder, part = posixpath.split(main)
        self._links = _read_links(package, f"{folder}/_rels/{part}.rels", folder)
        self._kinds = kinds = dict(self._links.values())
        self._styles = Styles(package.parse(kinds.get("styles", "")), package.parse(kinds.get("numbering", "")))
        self._hidden: list[Run] = []
        self._sizes: Counter[float] = Counter()
        self._carried: list[Run] = []  # of a paragraph whose end was deleted
        self._after = 0.0
        self._depth = 0  # of tables in tables

    def read(self) -> Iterator[Passage]:
        """Return everything that stands on the pages."""
        shown, running = self._read_heads()
        yield from shown
        yield from self._read_blocks(self._root)
        yield Passage(tuple(self._carried), size=11.0)
        for kind in ("footnotes", "endnotes"):
            notes = self._package.parse(self._kinds.get(kind, ""))
            running += [] if notes is None else tidy(self._read_blocks(notes), self._package.name)
        for passage in running:
            yield replace(passage, furniture=True)
        for run in self._hidden:
            yield Passage((run,), size=11.0, furniture=True)

    def _read_heads(self) -> tuple[list[Passage], list[Passage]]:
        """Return what headers show, and what runs along: footers, page numbers, headers of later pages."""
        shown: list[Passage] = []
        running: list[Passage] = []
        seen: set[str] = set()
        sections = [element for element in self._root.iter() if local(element) == "sectPr"]
        parts = [
            part for section in sections for part in section if local(part) in ("headerReference", "footerReference")
        ]
        rank = {"first": 0, "default": 1, "even": 2}
        for part in sorted(parts, key=lambda part: rank.get(read_attribute(part, "type"), 1)):
            target = self._links.get(read_attribute(part, "id"), ("", ""))[1]
            root = self._package.parse(target)
            for passage in [] if root is None else tidy(self._read_blocks(root), self._package.name):
                if passage.text in seen:
                    continue
                seen.add(passage.text)
                furniture = local(part) == "footerReference" or _PAGE_NUMBER.fullmatch(passage.text)
                later = bool(shown) and read_attribute(part, "type") != "first" and "first" in _types(parts)
                (running if furniture or later else shown).append(passage)
        return shown, running

    def _read_blocks(self, holder: Any) -> Iterator[Passage]:
        for child in holder:
            tag = local(child)
            if tag == "p":
                yield from self._read_paragraph(child)
            elif tag == "tbl":
                yield from read_table(list(self._read_rows(child)))
            elif tag == "AlternateContent":
                yield from self._read_blocks(_choose(child))
            elif tag in _THROUGH:
                yield from self._read_blocks(child)

    def _read_rows(self, holder: Any) -> Iterator[list[Cell]]:
        for child in holder:
            if local(child) == "tr" and child.find("{*}trPr/{*}del") is None:
                yield list(self._read_cells(child))
            elif local(child) in _THROUGH:
                yield from self._read_rows(child)

    def _read_cells(self, row: Any) -> Iterator[Cell]:
        for child in row:
            if local(child) == "tc":
                merged = child.find("{*}tcPr/{*}vMerge")
                goes_on = merged is not None and read_attribute(merged, "val") != "restart"
                yield [] if goes_on else self._read_cell(child)
            elif local(child) in _THROUGH:
                yield from self._read_cells(child)

    def _read_cell(self, cell: Any) -> Cell:
        self._depth += 1
        if self._depth > DEEPEST_TABLE:
            raise too_long(self._package.name)
        passages = tidy(self._read_blocks(cell), self._package.name)
        self._depth -= 1
        return passages

    def _read_paragraph(self, paragraph: Any) -> Iterator[Passage]:
        properties = paragraph.find("{*}pPr")
        parts = self._styles.paragraph(properties)
        boxes: list[Any] = []
        self._sizes = Counter()
        runs = [*self._carried, *self._read_runs(paragraph, parts, boxes)]
        self._carried = []
        if properties is not None and properties.find("{*}rPr/{*}del") is not None:
            self._carried = runs
            runs = []
        sizes = self._sizes  # those of boxes come later
        level = self._styles.level(parts)
        listed, depth = self._styles.mark(parts)
        points = sizes.most_common(1)[0][0] if sizes else 11.0
        space = self._styles.find(parts, "pPr", "spacing")
        above = max(self._after, number_of(space, "before")) / (24 * points or 1)
        self._after = number_of(space, "after")
        inward = self._styles.find(parts, "pPr", "ind")
        indent = (number_of(inward, "left") or number_of(inward, "start")) / (20 * points or 1)
        yield Passage(
            tuple(runs),
            level=level,
            listed=listed and not level,
            indent=float(depth) if listed else round(indent, 1),
            size=points,
            gap=round(above, 1),
        )
        for box in boxes:
            yield from self._read_blocks(box)

    def _read_runs(self, holder: Any, parts: list[Any], boxes: list[Any]) -> Iterator[Run]:
        for child in holder:
            tag = local(child)
            if tag == "r":
                yield from self._read_run(child, parts, boxes)
            elif tag == "AlternateContent":
                yield from self._read_runs(_choose(child), parts, boxes)
            elif tag == "hyperlink":
                runs = list(self._read_runs(child, parts, boxes))
                yield from runs
                address = self._links.get(read_attribute(child, "id"), ("", ""))[1]
                yield Run(show_address("".join(run.text for run in runs), address))
            elif tag in _THROUGH:
                yield from self._read_runs(child, parts, boxes)

    def _read_run(self, run: Any, parts: list[Any], boxes: list[Any]) -> Iterator[Run]:
        properties = run.find("{*}rPr")
        style = read_attribute(None if properties is None else properties.find("{*}rStyle"), "val")
        own = [*([] if properties is None else [properties]), *self._styles.chain(style), *parts]
        text = "".join(_read_letters(run, boxes))
        if not text:
            return
        bold, italic, hidden = (is_on(self._styles.find(own, "rPr", name)) for name in ("b", "i", "vanish"))
        look = Run(text, bold, italic)
        if hidden:
            self._hidden.append(look)
            return
        size = number_of(self._styles.find(own, "rPr", "sz"), "val", 22.0) / 2
        self._sizes[size] += len(text.strip())
        yield look


def _types(parts: list[Any]) -> set[str]:
    return {read_attribute(part, "type") for part in parts if local(part) == "headerReference"}


def _read_letters(run: Any, boxes: list[Any]) -> Iterator[str]:
    for child in run:
        tag = local(child)
        if tag == "t":
            yield child.text or ""
        elif tag == "sym":
            code = read_attribute(child, "char")
            symbol = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else 0
            yield chr(symbol if symbol >= 0xE000 else 0xF000 + symbol % 256) if symbol else ""
        elif tag in ("drawing", "pict", "object", "AlternateContent"):
            chosen = _choose(child) if tag == "AlternateContent" else child
            boxes += _find_boxes(chosen)
        else:
            yield _LETTERS.get(tag, "")


def _find_boxes(holder: Any) -> Iterator[Any]:
    for child in holder:
        tag = local(child)
        if tag == "txbxContent":
            yield child
        elif tag == "AlternateContent":
            yield from _find_boxes(_choose(child))
        else:
            yield from _find_boxes(child)


def _choose(alternatives: Any) -> Any:
    """Return the one alternative that is shown."""
    choice = alternatives.find("{*}Choice")
    fallback = alternatives.find("{*}Fallback")
    if choice is not None and ("".join(choice.itertext()).strip() or fallback is None):
        return choice
    return fallback if fallback is not None else ()


def _read_links(package: Package, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return the links of a part by id: kind and target."""
    root = package.parse(part)
    links: dict[str, tuple[str, str]] = {}
    for link in [] if root is None else root:
        target, kind = read_attribute(link, "Target"), read_attribute(link, "Type").rpartition("/")[2]
        if read_attribute(link, "TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        links[read_attribute(link, "Id")] = (kind, target)
    return links
