"""OpenDocument in: the paragraphs of an .odt, as LibreOffice and Google Docs write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from prepkit.errors import UsageError, instead
from prepkit.files.intake.markup.links import show_address
from prepkit.files.intake.markup.rows import DEEPEST_TABLE, Cell, read_table
from prepkit.files.intake.markup.shaping import shape, tidy
from prepkit.files.intake.package import Package, local, read_attribute, too_long
from prepkit.files.intake.passages import Passage, Run

_CURE = "Open it in LibreOffice and save it again as .odt or .docx"
_UNSEEN = "tracked-changes annotation annotation-end note sequence-decls forms variable-decls title desc"
_OUT = frozenset(_UNSEEN.split())
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75, "pc": 12.0}


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    size: float = 12.0


def read_odt(raw: bytes, name: str) -> list[Passage]:
    """Return the passages of an OpenDocument text: the page's header first; its footer and notes last, as furniture.

    Args:
        raw: The file.
        name: What it is called, for messages.

    Raises:
        UsageError: it is damaged, locked, no .odt, or too long for a resume.
    """
    package = Package(raw, name, "an OpenDocument text", _CURE)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UsageError("locked with a password", where=name, cure="Save a copy without one")
    with instead(RecursionError, UsageError, "damaged: its parts are nested without end", where=name, cure=_CURE):
        content, styles = package.parse("content.xml"), package.parse("styles.xml")
        if content is None:
            raise UsageError("not an OpenDocument text", where=name, cure=_CURE)
        return shape(_Document(content, styles, name).read(), name)


class _Document:
    def __init__(self, content: Any, styles: Any, name: str) -> None:
        self._content, self._master, self._name = content, styles, name
        self._depth = 0  # of tables in tables
        roots = [root for root in (styles, content) if root is not None]
        found = [element for root in roots for element in root.iter() if local(element) in ("style", "default-style")]
        self._styles = {read_attribute(style, "name"): style for style in found if local(style) == "style"}
        self._base = [style for style in found if local(style) == "default-style"]
        self._furniture: list[Passage] = []

    def read(self) -> Iterator[Passage]:
        """Return everything that stands on the pages."""
        pages = [] if self._master is None else [part for part in self._master.iter() if local(part) == "master-page"]
        for part in [part for page in pages for part in page]:
            passages = list(self._read_blocks(part, -1))
            if local(part).startswith("header"):
                yield from passages
            elif local(part).startswith("footer"):
                self._furniture += passages
        for part in self._content.iter():
            if local(part) == "text" and local(part.getparent()) == "body":
                yield from self._read_blocks(part, -1)
        for passage in self._furniture:
            yield replace(passage, furniture=True)

    def _read_blocks(self, holder: Any, depth: int) -> Iterator[Passage]:
        for child in holder:
            tag = local(child)
            if tag in ("p", "h"):
                yield from self._read_paragraph(child, depth)
            elif tag in ("list", "list-item", "list-header"):
                inner = list(self._read_blocks(child, depth + (tag == "list")))
                if tag == "list-item" and inner and not inner[0].level:
                    inner[0] = replace(inner[0], listed=True)
                yield from inner
            elif tag == "table":
                yield from read_table(list(self._read_rows(child)))
            elif tag and tag not in _OUT:
                yield from self._read_blocks(child, depth)

    def _read_rows(self, holder: Any) -> Iterator[list[Cell]]:
        for child in holder:
            if local(child) == "table-row":
                yield [self._read_cell(cell) for cell in child if local(cell) == "table-cell"]
            else:
                yield from self._read_rows(child)

    def _read_cell(self, cell: Any) -> Cell:
        self._depth += 1
        if self._depth > DEEPEST_TABLE:
            raise too_long(self._name)
        passages = tidy(self._read_blocks(cell, -1), self._name)
        self._depth -= 1
        return passages

    def _read_paragraph(self, paragraph: Any, depth: int) -> Iterator[Passage]:
        look, boxes = self._change(_Look(), read_attribute(paragraph, "style-name"), self._base), list[Any]()
        runs = [(run, at) for run, at in self._read_runs(paragraph, look, boxes) if run.text]
        level = read_attribute(paragraph, "outline-level") if local(paragraph) == "h" else ""
        sizes = Counter(at.size for run, at in runs if run.text.strip())
        self._furniture += [Passage((run,), size=at.size) for run, at in runs if at.hidden]
        yield Passage(
            tuple(run for run, at in runs if not at.hidden),
            level=min(9, int(level)) if re.fullmatch(r"[1-9]\d?", level) else 0,
            indent=float(max(0, depth)),
            size=sizes.most_common(1)[0][0] if sizes else look.size,
        )
        for box in boxes:
            yield from self._read_blocks(box, -1)

    def _read_runs(self, holder: Any, look: _Look, boxes: list[Any]) -> Iterator[tuple[Run, _Look]]:
        yield Run(re.sub(r"\s+", " ", holder.text or ""), look.bold, look.italic), look
        for child in holder:
            tag = local(child)
            if tag in ("s", "tab", "line-break"):
                yield Run({"tab": "\t", "line-break": "\n"}.get(tag, " "), look.bold, look.italic), look
            elif tag in ("text-box", "custom-shape", "p"):
                boxes.append(child)
            elif tag == "note":
                self._furniture += self._read_blocks(child, -1)
            elif tag == "span":
                yield from self._read_runs(child, self._change(look, read_attribute(child, "style-name"), []), boxes)
            elif tag and tag not in _OUT:
                yield from self._read_runs(child, look, boxes)
                if tag == "a":
                    said = show_address("".join(child.itertext()), read_attribute(child, "href"))
                    yield Run(said, look.bold, look.italic), look
            yield Run(re.sub(r"\s+", " ", child.tail or ""), look.bold, look.italic), look

    def _change(self, look: _Look, style: str, base: list[Any]) -> _Look:
        """Return the looks that a style and those above it give."""
        chain: list[Any] = []
        while style in self._styles and self._styles[style] not in chain and len(chain) < 20:
            chain.append(self._styles[style])
            style = read_attribute(chain[-1], "parent-style-name")
        for holder in (*base, *reversed(chain)):
            for part in holder:
                if local(part) != "text-properties":
                    continue
                weight, slant = read_attribute(part, "font-weight"), read_attribute(part, "font-style")
                size = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?)(pt|cm|mm|in|px|pc|%)", read_attribute(part, "font-size"))
                points = float(size[1]) * _POINTS.get(size[2], look.size / 100) if size else look.size
                look = _Look(
                    bold=weight in ("bold", "600", "700", "800", "900") if weight else look.bold,
                    italic=slant in ("italic", "oblique") if slant else look.italic,
                    hidden=look.hidden or read_attribute(part, "display") == "none",
                    size=round(points, 1),
                )
        return look
