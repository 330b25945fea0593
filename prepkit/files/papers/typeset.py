"""A paper as PDF: set by Typst, offline, with the fonts that come with it, with matplotlib and with the system."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prepkit.files.papers.paper import MARK, Paper, Row, clean, runs_leftwards

_TEMPLATE = Path(__file__).with_name("paper.typ")
# The first font that has a sign sets it; behind them, Typst looks through all that there are.
_FONTS = ("Libertinus Serif", "DejaVu Serif", "DejaVu Sans")


def write_pdf(paper: Paper) -> bytes:
    """Return a paper as a PDF; the same bytes for the same paper with the same fonts.

    Texts go in as data, so that nothing that was typed is run as markup; no package is fetched.
    """
    day = {"year": paper.day.year, "month": paper.day.month, "day": paper.day.day}
    about = {"title": clean(paper.title), "author": clean(paper.author), "day": day, "kind": paper.kind, "mark": MARK}
    data = json.dumps({**about, "fonts": _FONTS, "rows": [*_list_rows(paper)]})
    made = _load_compiler().compile(
        format="pdf", sys_inputs={"paper": data}, timestamp=dt.datetime.combine(paper.day, dt.time.min, dt.UTC)
    )
    return bytes(made)


@functools.cache
def _load_compiler() -> Any:
    """Return a compiler that has looked through the fonts once."""
    import matplotlib
    import typst

    fonts = typst.Fonts(font_paths=[str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")])
    return typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)


def _list_rows(paper: Paper) -> Iterator[dict[str, Any]]:
    for listed, rows in itertools.groupby(paper.rows, lambda row: row.style == "item"):
        if listed:
            yield {"style": "list", "items": [_describe(row) for row in rows]}
        else:
            yield from map(_describe, rows)


def _describe(row: Row) -> dict[str, Any]:
    heads = [_flatten(one) for one in (row.text, row.employed) if one.strip()] if row.style == "job" else []
    return {
        "style": row.style,
        "lines": clean(row.text).strip("\n").split("\n"),
        "title": _flatten(row.title),
        "heads": heads or [""],
        "role": bool(row.text.strip()),
        "dates": _flatten(row.dates),
        "parts": [(clean(part), address) for part, address in row.parts],
        "leftwards": row.style != "contact" and runs_leftwards(row.text or row.employed),
    }


def _flatten(text: str) -> str:
    return " ".join(clean(text).split())
