"""A paper as Markdown, in which whatever a person typed stays text, and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prepkit.files.papers.paper import BETWEEN, MARK, Paper, Row, cut_lines

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|]|~(?=~)|&(?=#?\w+;))")
_OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")  # what makes a list, a rule or a heading of a line
_BREAK = "  \n"  # a line break inside a paragraph


def write_markdown(paper: Paper) -> str:
    """Return a paper as Markdown; marks in the person's text are escaped."""
    lines, before = [f"<!-- {MARK} -->"], ""
    for row in paper.rows:
        text = _write_row(row)
        if text:
            lines += [text] if (before, row.style) == ("item", "item") else ["", text]
            before = row.style
    return "\n".join(lines) + "\n"


def _write_row(row: Row) -> str:
    text = _join(row.text)
    if row.style in ("name", "section"):
        return f"{'#' if row.style == 'name' else '##'} {_join(row.text, ' ')}"
    if row.style == "question":
        return f"**{_join(row.text, ' ')}**"
    if row.style == "job":
        role, employer, place = (_join(part, " ") for part in (row.text, row.employer, row.place))
        under = f"**{employer}**" * bool(employer) + f"{BETWEEN}{place}" * bool(place)
        dates = f"*{_join(row.dates, ' ')}*" * bool(row.dates.strip())
        return _stack([f"### {role}" if role else "", _stack([under.strip(), dates], _BREAK)], "\n\n")
    if row.style == "item":
        return f"- {text}".replace("\n", "\n  ")
    if row.style == "term":
        return f"**{_join(row.title, ' ')}** {text}"
    return _BREAK.join(f"*{line}*" for line in text.split(_BREAK)) if row.style == "lead" else text


def _stack(texts: Iterable[str], by: str) -> str:
    return by.join(text for text in texts if text)


def _join(text: str, by: str = _BREAK) -> str:
    """Escape each line of a text and put them together; blanks at an edge would be a block of code, or a break."""
    return by.join(_escape(line) for line in cut_lines(text))


def _escape(line: str) -> str:
    return _OPENING.sub(lambda match: _escape_opening(match.group()), _SPECIAL.sub(r"\\\1", line))


def _escape_opening(opening: str) -> str:
    return f"{opening}\\" if opening.isdigit() else f"\\{opening}"


def write_plain(paper: Paper) -> str:
    """Return a paper as plain text: headings of a resume in capitals, a blank line above whatever begins anew."""
    lines: list[str] = []
    before = ""
    for row in paper.rows:
        text = _write_plain(row, paper.kind)
        if text.strip():
            below = before == "question" or (before == "section" and row.style != "question")
            close = below or (before, row.style) in _CLOSE
            lines += [text] if close or not lines else ["", text]
            before = row.style
    return "\n".join(lines) + "\n"


_CLOSE = {("item", "item"), ("name", "contact"), ("job", "item"), ("term", "term")}


def _write_plain(row: Row, kind: str) -> str:
    if row.style == "job":
        return _stack([" ".join(cut_lines(part)) for part in (row.text, row.employed, row.dates)], "\n")
    if row.style == "item":
        return "- " + "\n  ".join(cut_lines(row.text))
    if row.style == "section" and kind == "resume":
        return row.text.upper()
    return f"{row.title} {row.text}".lstrip() if row.title else row.text
