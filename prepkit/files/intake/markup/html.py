"""HTML in: the text of a page in the order and with the looks in which a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from prepkit.errors import UsageError, instead
from prepkit.files.intake.markup.css import Declarations, read_declarations, read_styles
from prepkit.files.intake.markup.links import is_shown, show_address
from prepkit.files.intake.markup.rows import Cell, read_row, read_table
from prepkit.files.intake.markup.shaping import shape, tidy
from prepkit.files.intake.package import check_nodes
from prepkit.files.intake.passages import Passage, Run

_CURE = "Print it to PDF from the browser and import that"
_UNSEEN = "script style head template noscript svg canvas iframe object select datalist audio video map"
_BLOCK = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre search section summary table tbody td tfoot"
    " th thead tr ul caption menu"
)
_ROOMY = "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr figure section article"
_OUT, _BLOCKS, _SPACED = (frozenset(names.split()) for names in (_UNSEEN, _BLOCK, _ROOMY))
_MOST_NODES = 100_000
_CHIPS = re.compile(r"tag|skill|chip|badge|list|keyword|pill|tech|stack", re.I)
_APART = re.compile(r"date|time|right|location|place|period|year|float|pull|duration|meta", re.I)


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    kept: bool = False  # white space and line breaks, as in <pre>
    level: int = 0
    depth: int = -1  # of lists


def read_html(text: str, name: str = "") -> list[Passage]:
    """Return the passages of a web page; comments and what links lead to come last, as furniture.

    Args:
        text: The page.
        name: What the file is called, for messages.

    Raises:
        UsageError: it is nested too deeply, or too long for a resume.
    """
    from lxml import etree

    raw = text.encode("utf-8", "replace").replace(b"\0", b"")
    check_nodes(raw, name, _MOST_NODES)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    damaged, what = (etree.LxmlError, RecursionError, ValueError), "not a web page that can be read"
    with instead(damaged, UsageError, what, where=name, cure=_CURE):
        root = etree.fromstring(raw, parser) if raw.strip() else None
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
            raise ValueError
        return [] if root is None else shape(_Page(root, name).read(), name)


class _Page:
    def __init__(self, root: Any, name: str) -> None:
        self._root, self._name = root, name
        sheets = (element.text or "" for element in root.iter("style"))
        self._rules = read_styles("\n".join(sheets))
        self._furniture: list[str] = []
        self._out: list[Passage] = []
        self._runs: list[Run] = []
        self._look = _Look()  # of the block that is open
        self._listed = False
        self._gap = 0.0

    def read(self) -> Iterator[Passage]:
        """Return all that stands on the page."""
        for outer in (*reversed(list(self._root.itersiblings(preceding=True))), self._root, *self._root.itersiblings()):
            self._enter(outer, _Look())
        self._end()
        yield from self._out
        for text in self._furniture:
            yield Passage((Run(" ".join(text.split())),), furniture=True)

    def _styles(self, element: Any) -> Declarations:
        classes = (element.get("class") or "").split()
        names = [(element.tag, ""), *(("", one) for one in classes), *((element.tag, one) for one in classes)]
        told: Declarations = {}
        for name in names:
            told |= self._rules.get(name, {})
        return told | read_declarations(element.get("style") or "")

    def _enter(self, element: Any, look: _Look) -> None:
        if not isinstance(element.tag, str):
            self._furniture += [element.text or ""] if element.__class__.__name__ == "_Comment" else []
            return
        tag, styles = element.tag, self._styles(element)
        hidden = styles.get("display") == "none" or styles.get("visibility") == "hidden" or "hidden" in element.attrib
        if tag in _OUT:
            return
        if hidden:
            self._furniture.append(" ".join(element.itertext()))
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "hr":
            self._end()
            self._gap = 1.0
        elif tag in ("img", "input"):
            self._furniture.append(element.get("alt") or element.get("value") or "")
        else:
            self._show(element, _change(look, tag, styles), styles)

    def _show(self, element: Any, look: _Look, styles: Declarations) -> None:
        tag, display = element.tag, styles.get("display", "")
        block = (tag in _BLOCKS and not display.startswith("inline")) or display in ("block", "flex", "grid", "table")
        if block:
            self._end()
            self._look, self._gap = look, 1.0 if tag in _SPACED and look.depth < 0 else self._gap
            self._listed = tag == "li" or (self._listed and tag not in ("dd", "dt"))
        if tag == "table":
            self._out += read_table(list(self._read_rows(element, look)))
        elif display in ("flex", "inline-flex", "grid") and "column" not in styles.get("flex-direction", ""):
            self._read_flex(element, look)
        else:
            self._read_children(element, look)
        if tag == "a":
            self._say_address(element)
        if block:
            self._end()
            self._gap = 1.0 if tag in _SPACED and look.depth < 0 else self._gap
            self._listed = self._listed and tag != "li"

    def _read_children(self, element: Any, look: _Look) -> None:
        self._add(element.text, look)
        above: Any = None
        alone = not (element.text or "").strip() and not any((child.tail or "").strip() for child in element)
        for child in element:
            if self._stands_apart(above, child, alone):
                self._runs.append(Run("\t"))
            self._enter(child, look)
            if isinstance(child.tag, str) and child.tag in _BLOCKS:
                self._look = look
            self._add(child.tail, look)
            above = child

    def _stands_apart(self, above: Any, child: Any, alone: bool) -> bool:
        """Whether an element stands apart from the one before it on its row."""
        if not isinstance(child.tag, str) or child.tag in _BLOCKS:
            return False
        if self._styles(child).get("float") == "right":
            return True
        if above is None or not isinstance(above.tag, str) or above.tag in _BLOCKS or (above.tail or "").strip():
            return False
        names = (above.get("class") or "", child.get("class") or "")
        apart = names[0] != names[1] and any(_APART.search(one) for one in names)
        joined = re.match(r"\s*[-–—]", "".join(child.itertext())) or re.search(r"[-–—]\s*$", "".join(above.itertext()))
        apart = apart and not joined
        plain = not above.attrib and not child.attrib and bool(above.tail)
        spans = child.tag in ("span", "time") and above.tag in ("span", "time", "strong", "b", "em")
        chips = names[0] == names[1] and bool(_CHIPS.search(child.getparent().get("class") or ""))
        return alone and spans and (apart or chips or child.tag == "time" or (plain and child.tag == above.tag))

    def _read_flex(self, element: Any, look: _Look) -> None:
        cells = [self._read_apart([child], look) for child in element]
        parts = [(element.text, look), *((child.tail, look) for child in element)]
        if any((text or "").strip() for text, _ in parts):  # words beside elements: no row of its own
            self._read_children(element, look)
            return
        self._end()
        rows = read_row(
            [[replace(p, listed=p.listed or self._listed, level=p.level or look.level) for p in cell] for cell in cells]
        )
        self._out += [replace(row, gap=self._gap if not number else row.gap) for number, row in enumerate(rows)]
        self._gap, self._listed = 0.0, False

    def _read_rows(self, table: Any, look: _Look) -> Iterator[list[Cell]]:
        for child in table:
            if child.tag == "tr":
                cells = [cell for cell in child if cell.tag in ("td", "th")]
                yield [self._read_apart([cell], look) for cell in cells]
            elif child.tag in ("thead", "tbody", "tfoot", "caption", "colgroup"):
                yield from (
                    [[self._read_apart([child], look)]] if child.tag == "caption" else self._read_rows(child, look)
                )

    def _read_apart(self, elements: list[Any], look: _Look) -> Cell:
        """Return the passages of elements as though they stood alone."""
        kept = self._out, self._runs, self._look, self._listed, self._gap
        self._out, self._runs, self._look, self._listed, self._gap = [], [], look, False, 0.0
        for element in elements:
            self._enter(element, look)
        self._end()
        passages = tidy(self._out, self._name)
        self._out, self._runs, self._look, self._listed, self._gap = kept
        return passages

    def _say_address(self, link: Any) -> None:
        text, address = " ".join("".join(link.itertext()).split()), (link.get("href") or "").strip()
        said = show_address(text, address)
        if said:
            self._runs.append(Run(said))
        elif address.startswith("http") and not is_shown(text, address):
            self._furniture.append(address)

    def _add(self, text: str | None, look: _Look) -> None:
        if text:
            shown = text if look.kept else re.sub(r"[ \t\r\n\f]+", " ", text)
            self._runs.append(Run(shown, look.bold, look.italic))

    def _end(self) -> None:
        """Close the passage that is open, if it says anything."""
        if any(run.text.strip() for run in self._runs):
            look = self._look
            under = bool(self._out and self._out[-1].level and not look.level)  # what a heading is about is near to it
            self._out.append(
                Passage(
                    tuple(self._runs),
                    level=look.level,
                    listed=self._listed,
                    indent=float(max(0, look.depth)),
                    gap=0.0 if under else self._gap,
                )
            )
            self._gap, self._listed = 0.0, False
        self._runs = []


def _change(look: _Look, tag: str, styles: Declarations) -> _Look:
    """Return the looks inside of an element."""
    weight = styles.get("font-weight", "bold" if "bold" in styles.get("font", "") else "")
    slant = styles.get("font-style", "")
    heading = re.fullmatch(r"h([1-6])", tag)
    bold = look.bold or tag in ("b", "strong") or bool(heading)
    if weight:
        bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    return replace(
        look,
        bold=bold,
        italic=(look.italic or tag in ("i", "em", "cite", "address") or slant in ("italic", "oblique"))
        and slant != "normal",
        kept=styles.get("white-space", "pre" if tag == "pre" else "").startswith("pre") or look.kept,
        level=int(heading[1]) if heading else look.level,
        depth=look.depth + 1 if tag in ("ul", "ol", "menu") else look.depth,
    )
