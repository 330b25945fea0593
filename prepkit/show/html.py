"""Blocks as HTML: the one place that writes tags and escapes what a person typed.

JupyterLab takes what stands between two dollar signs for a formula, unless an element is marked `mathjax_ignore`.
"""

from __future__ import annotations

import base64
import functools
import html
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from prepkit.blocks import (
    Blank,
    Block,
    Download,
    Entry,
    Figure,
    Finding,
    Fold,
    Group,
    Heading,
    Item,
    Link,
    Mark,
    Marked,
    Meter,
    Paragraph,
    Table,
    Verbatim,
    split_paragraphs,
)
from prepkit.show.values import is_numeric, say_heading, say_rows

NOTHING = "Nothing here yet."
SEVERITIES = {"error": "Error", "warning": "Warning", "info": "Note"}
_RANK = {"error": 0, "warning": 1, "info": 2}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_OPEN = re.compile(r"\[[^\[\]\n]{1,120}\]")
_TOP = 3  # a notebook's own headings stand above


@dataclass(frozen=True)
class _Place:
    """Where a block stands: which heading is the highest, and whether square brackets are blanks to be seen."""

    top: int
    paper: bool = False


def render_html(blocks: Iterable[Block], top: int = _TOP) -> str:
    """Return blocks as HTML with the styles that they need; every text is escaped, and nothing in it runs.

    Args:
        blocks: What to show.
        top: The level of HTML that a heading of level 1 gets.
    """
    inner = render_inner(blocks, top)
    return f'{_style(inner)}<div class="pk-shown mathjax_ignore">{inner}</div>'


def render_inner(blocks: Iterable[Block], top: int = _TOP) -> str:
    """Return blocks as HTML without any style, to stand inside a page that has it.

    The highest heading that there is gets the level `top`, so that none is left out for a screen reader.
    """
    held = list(blocks)
    return _render(held, _Place(top + 1 - min(_find_levels(held), default=1)))


def _find_levels(blocks: Iterable[Block]) -> Iterator[int]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.level
        elif isinstance(block, Group | Fold):
            yield from _find_levels(block.blocks)
        elif isinstance(block, Entry) and not isinstance(block.body, str):
            yield from _find_levels(block.body)


def render_page(title: str, blocks: Iterable[Block]) -> str:
    """Return blocks as a page of its own that loads nothing, ready to be printed or sent."""
    inner = render_inner(blocks, 1)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'{_style(inner, "page")}</head><body class="pk-page"><main class="pk-shown">{inner}</main></body></html>'
    )


def escape(text: str) -> str:
    """Escape a text for HTML, with control characters and lone surrogates written out."""
    return html.escape(_UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


@functools.cache
def read_styles() -> dict[str, str]:
    """Return the parts of the one style sheet by name: `base`, and one for each kind of block that needs more."""
    text = resources.files(__package__).joinpath("show.css").read_text(encoding="utf-8")
    _, *pieces = re.split(r"^/\*! (\S+) .*\*/\n", text, flags=re.MULTILINE)
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def _style(inner: str, *more: str) -> str:
    parts = read_styles()
    used = [text for name, text in parts.items() if name in ("base", *more) or f'class="pk-{name}' in inner]
    return f"<style>{''.join(used)}</style>"


def _render(blocks: Iterable[Block], place: _Place) -> str:
    return "".join(
        _wrap(kind, [_RENDERERS[type(block)](block, place) for block in run], run[0])
        for kind, run in ((kind, list(run)) for kind, run in itertools.groupby(blocks, _name_run))
    )


def _name_run(block: Block) -> Any:
    return (type(block), bool(block.numbered)) if isinstance(block, Item) else type(block)


def _wrap(kind: Any, parts: Sequence[str], first: Block) -> str:
    """Put consecutive blocks of a kind into the list that they make."""
    inner = "".join(parts)
    if isinstance(first, Item):
        start = f' start="{first.numbered}"' if first.numbered > 1 else ""
        return f"<ol{start}>{inner}</ol>" if first.numbered else f"<ul>{inner}</ul>"
    if kind is Entry:
        return f"<dl>{inner}</dl>"
    if kind is Meter:
        return f'<dl class="pk-meters">{inner}</dl>'
    return f'<ol class="pk-findings">{inner}</ol>' if kind is Finding else inner


def _heading(block: Heading, place: _Place) -> str:
    level = min(place.top + block.level - 1, 6)
    return f"<h{level}>{_text(block.text, place)}</h{level}>"


def _paragraph(block: Paragraph, place: _Place) -> str:
    role = ' role="status"' if block.role == "status" else ""
    parts = [part for part in split_paragraphs(block.text) if part.strip()]
    return "".join(f"<p{_class(block.role)}{role}>{_text(part, place)}</p>" for part in parts)


def _item(block: Item, place: _Place) -> str:
    detail = f'<span class="pk-detail">{_text(block.detail, place)}</span>' if block.detail else ""
    return f"<li{_class(block.role)}>{_text(block.text, place)}{detail}</li>"


def _entry(block: Entry, place: _Place) -> str:
    body = _text(block.body, place) if isinstance(block.body, str) else _render(block.body, place)
    return f"<dt>{_text(block.title, place)}</dt><dd>{body}</dd>"


def _table(block: Table, place: _Place) -> str:
    frame = block.frame
    if frame.empty:
        return _paragraph(Paragraph(NOTHING), place)
    numeric = [is_numeric(frame.iloc[:, column]) for column in range(len(frame.columns))]
    styles = [_class("number" if each else "") for each in numeric]
    heads = (
        f'<th scope="col"{style}>{escape(say_heading(name))}</th>' for name, style in zip(frame, styles, strict=True)
    )
    rows = []
    for first, *rest in say_rows(frame):
        cells = "".join(f"<td{style}>{_text(text, place)}</td>" for text, style in zip(rest, styles[1:], strict=True))
        total = _class("total" if first == "All" else "")
        rows.append(f'<tr{total}><th scope="row"{styles[0]}>{_text(first, place)}</th>{cells}</tr>')
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    return (
        f'<div class="pk-scroll" tabindex="0"><table>{caption}<thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _meter(block: Meter, _: _Place) -> str:
    scale = max(block.value, block.limit) or 1
    bar = (
        f'<div class="pk-track" aria-hidden="true"><div class="pk-fill" style="width:{100 * block.value / scale:.0f}%">'
        f'</div><div class="pk-limit" style="left:calc({100 * block.limit / scale:.0f}% - 2px)"></div></div>'
    )
    role = _class(block.role)
    return f"<dt>{escape(block.title)}</dt><dd{role}>{bar}</dd><dd{role}>{escape(block.said)}</dd>"


def _fold(block: Fold, place: _Place) -> str:
    opened = " open" if block.opened else ""
    return f"<details{opened}><summary>{escape(block.summary)}</summary>{_render(block.blocks, place)}</details>"


def _group(block: Group, place: _Place) -> str:
    inner = _render(block.blocks, _Place(place.top, place.paper or block.role == "sheet"))
    tag = "article" if block.role == "card" else "div"
    return f"<{tag}{_class(block.role)}>{inner}</{tag}>"


def _verbatim(block: Verbatim, _: _Place) -> str:
    label = escape(block.label)
    return f'<pre class="pk-verbatim" tabindex="0" role="region" aria-label="{label}">{escape(block.text)}</pre>'


def _finding(block: Finding, _: _Place) -> str:
    head = f"{SEVERITIES[block.severity]} {block.code}{f', {block.place}' if block.place else ''}"
    more = " ".join(escape(text) for text in (block.why, block.instead) if text)
    passage = f' <q class="pk-passage">{escape(block.passage)}</q>' if block.passage else ""
    detail = f'<span class="pk-detail">{more}</span>' if more else ""
    return f"<li><strong>{escape(head)}</strong>:{passage} {escape(block.message)}{detail}</li>"


def _marked(block: Marked, _: _Place) -> str:
    return f'<div class="pk-marked" dir="auto">{"".join(_mark_up(block))}</div>' if block.text else ""


def _mark_up(block: Marked) -> Iterator[str]:
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in block.marks:
        if mark.end > mark.start:
            starts.setdefault(mark.start, []).append(mark)
            ends.setdefault(mark.end, []).append(mark)
    places = sorted({0, len(block.text), *starts, *ends})
    active: list[Mark] = []
    for here, there in itertools.pairwise([*places, len(block.text)]):
        active = [mark for mark in active if mark not in ends.get(here, ())] + starts.get(here, [])
        piece = escape(block.text[here:there])
        if not active or not piece:
            yield piece
            continue
        worst = min(active, key=lambda mark: _RANK[mark.role])
        numbers = ",".join(str(mark.number) for mark in starts.get(here, ()) if mark.number)
        note = f"<sup>{numbers}</sup>" if numbers else ""
        yield f'<mark class="pk-{worst.role}" title="{escape(worst.note)}">{piece}{note}</mark>'


def _download(block: Download, _: _Place) -> str:
    # A lone surrogate, which a text may hold and no encoding can, is written out by then.
    data = base64.b64encode(render_page(block.title, block.blocks).encode("utf-8", "replace")).decode("ascii")
    link = f'<a download="{escape(block.name)}.html" href="data:text/html;charset=utf-8;base64,{data}">'
    return f'<p class="pk-save">{link}{escape(block.label)}</a></p>'


def _link(block: Link, _: _Place) -> str:
    label = escape(block.label)
    linked = f'<a href="{escape(block.address)}" download>{label}</a>' if block.address else label
    return f"<p>{linked}{escape(block.said)}</p>"


def _text(text: str, place: _Place) -> str:
    written = _mark_open(text) if place.paper else escape(text)
    return written.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def _mark_open(text: str) -> str:
    """Escape a text, with whatever stands in square brackets marked as a blank."""
    pieces, end = [], 0
    for match in _OPEN.finditer(text):
        pieces += [escape(text[end : match.start()]), f"<mark>{escape(match.group())}</mark>"]
        end = match.end()
    return "".join([*pieces, escape(text[end:])])


def _class(name: str) -> str:
    return f' class="pk-{name}"' if name else ""


_RENDERERS: dict[type, Callable[[Any, _Place], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Item: _item,
    Entry: _entry,
    Table: _table,
    Figure: lambda block, _: str(block.chart.to_html()),
    Meter: _meter,
    Fold: _fold,
    Group: _group,
    Blank: lambda block, _: f"<p>{_mark_open(f'[{block.title}]')}</p>",
    Verbatim: _verbatim,
    Finding: _finding,
    Marked: _marked,
    Download: _download,
    Link: _link,
}
