"""What Word's styles and numbering say of a paragraph: its looks, its level, whether it has a list mark."""

from __future__ import annotations

import re
from typing import Any

from prepkit.files.intake.package import local, read_attribute

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|rubrik|nagłówek|kop|标题)\s*([1-9])$", re.I)
_LIST = re.compile(r"list (?:bullet|number)", re.I)


class Styles:
    """The styles and the numbering of a Word file; either may be missing."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        found = [] if styles is None else list(styles.iterfind("{*}style"))
        self._styles = {read_attribute(style, "styleId"): style for style in found}
        self._default = next(
            (
                read_attribute(style, "styleId")
                for style in found
                if read_attribute(style, "type") == "paragraph" and read_attribute(style, "default") in ("1", "true")
            ),
            "",
        )
        self._chains: dict[str, list[Any]] = {}
        base = None if styles is None else styles.find("{*}docDefaults")
        self._base = [] if base is None else [part for part in base.iter() if local(part) in ("rPr", "pPr")]
        self._marks = _read_marks(numbering)
        self._numbering = numbering

    def chain(self, style: str) -> list[Any]:
        """Return a style and those that it is based on."""
        if style not in self._chains:
            chain: list[Any] = []
            name = style
            while name in self._styles and self._styles[name] not in chain and len(chain) < 20:
                chain.append(self._styles[name])
                name = read_attribute(chain[-1].find("{*}basedOn"), "val")
            self._chains[style] = chain
        return self._chains[style]

    def paragraph(self, properties: Any) -> list[Any]:
        """Return where a paragraph's properties are looked up, nearest first: its own, its styles', the defaults."""
        style = read_attribute(None if properties is None else properties.find("{*}pStyle"), "val") or self._default
        return [part for part in (properties, *self.chain(style)) if part is not None]

    def find(self, parts: list[Any], kind: str, name: str) -> Any:
        """Return the first setting of this name: `kind` is pPr or rPr."""
        for part in (*parts, *self._base):
            holder = part if local(part) == kind else part.find(f"{{*}}{kind}")
            found = None if holder is None else holder.find(f"{{*}}{name}")
            if found is not None:
                return found
        return None

    def level(self, parts: list[Any]) -> int:
        """Return the level of a heading, or 0."""
        outline = read_attribute(self.find(parts, "pPr", "outlineLvl"), "val")
        if outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        for style in parts:
            title = read_attribute(style.find("{*}name"), "val") if local(style) == "style" else ""
            match = _HEADING.match(title)
            if match or title.lower() == "title":
                return int(match[1]) if match else 1
        return 0

    def mark(self, parts: list[Any]) -> tuple[bool, int]:
        """Return whether a paragraph has a list mark, and how deep in its list it stands."""
        level = ""
        for part in parts:
            holder = part if local(part) == "pPr" else part.find("{*}pPr")
            numbered = None if holder is None else holder.find("{*}numPr")
            if numbered is None:
                continue
            level = level or read_attribute(numbered.find("{*}ilvl"), "val")
            number = read_attribute(numbered.find("{*}numId"), "val")
            if number:
                depth = int(level) if level.isdigit() else 0
                return self._has_mark(number, depth), depth
        names = (read_attribute(part.find("{*}name"), "val") for part in parts if local(part) == "style")
        return any(_LIST.match(name) for name in names), 0

    def _has_mark(self, number: str, depth: int) -> bool:
        if number == "0":
            return False
        return self._numbering is None or self._marks.get(number, {}).get(depth, number in self._marks)


def _read_marks(numbering: Any) -> dict[str, dict[int, bool]]:
    """Return for each list and level whether it shows a mark."""
    if numbering is None:
        return {}
    kinds = {read_attribute(kind, "abstractNumId"): kind for kind in numbering.iterfind("{*}abstractNum")}
    by_link = {read_attribute(kind.find("{*}styleLink"), "val"): kind for kind in kinds.values()}
    marks: dict[str, dict[int, bool]] = {}
    for one in numbering.iterfind("{*}num"):
        kind = kinds.get(read_attribute(one.find("{*}abstractNumId"), "val"))
        link = "" if kind is None else read_attribute(kind.find("{*}numStyleLink"), "val")
        kind = by_link.get(link, kind) if link else kind
        levels = [] if kind is None else list(kind.iterfind("{*}lvl"))
        levels += [level for over in one.iterfind("{*}lvlOverride") for level in over.iterfind("{*}lvl")]
        shown: dict[int, bool] = {}
        for level in levels:
            depth = read_attribute(level, "ilvl")
            kind_of = read_attribute(level.find("{*}numFmt"), "val")
            text = level.find("{*}lvlText")
            blank = (
                text is not None and not read_attribute(text, "val").strip() and level.find("{*}lvlPicBulletId") is None
            )
            shown[int(depth) if depth.isdigit() else 0] = kind_of != "none" and not blank
        marks[read_attribute(one, "numId")] = shown
    return marks


def is_on(setting: Any) -> bool:
    """Whether a setting that may say "off" is there and on."""
    return setting is not None and read_attribute(setting, "val").lower() not in ("0", "false", "off", "none")


def number_of(element: Any, name: str, default: float = 0.0) -> float:
    """Return a number that an attribute holds, or the default."""
    text = read_attribute(element, name)
    return float(text) if re.fullmatch(r"-?\d{1,7}(?:\.\d{1,4})?", text) else default
