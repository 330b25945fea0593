"""Lengths as bars against their limits, with the words beside each bar."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import pandas as pd

from prepkit.show.tables import Table

_NOTHING = "Nothing to measure yet. Write something in the form above, then run this cell again."
_Row = dict[Any, Any]
_OPEN = 1  # so many texts are shown unfolded, the others by their name
_STYLE = """<style>
.pk-meters { max-width: 800px; color: var(--jp-content-font-color1, #212121); font-size: 13px; line-height: 1.4; }
.pk-meters h3 { margin: 10px 0 6px; font-size: 15px; font-weight: 600; color: var(--jp-content-font-color0, #000); }
.pk-meters summary { cursor: pointer; padding: 4px 0; font-size: 14px; font-weight: 600; }
.pk-meters.pk-meters dl { display: grid; grid-template-columns: minmax(130px, 30%) 1fr minmax(150px, 30%);
  gap: 5px 14px; margin: 0 0 12px; align-items: center; }
.pk-meters dl > dt, .pk-meters dl > dd { float: none; width: auto; margin: 0; font-weight: 400; }
.pk-meters .pk-track { position: relative; height: 10px; border-radius: 3px; overflow: hidden;
  background: var(--jp-layout-color3, #dcdcdc); }
.pk-meters .pk-fill { position: absolute; inset: 0 auto 0 0; background: #2f7fc1; }
.pk-meters .pk-limit { position: absolute; top: 0; bottom: 0; width: 2px;
  background: var(--jp-content-font-color0, #000); }
.pk-meters .pk-off .pk-fill { background: #d5790a; }
.pk-meters .pk-said { font-variant-numeric: tabular-nums; }
.pk-meters .pk-said.pk-off { font-weight: 600; }
</style>"""


class Meters:
    """Shows a table of lengths as bars against their limits, each with its words beside it.

    Args:
        frame: The table of `measure_prfaqs`, `measure_letters` or `measure_bullets`.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __repr__(self) -> str:
        if self.frame.empty:
            return _NOTHING
        shown = [str(name) for name in self.frame if name not in ("low", "high")]
        return repr(Table(self.frame, *shown))

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return f"<p>{_NOTHING}</p>"
        blocks = [_render_block(name, rows, unfolded=place < _OPEN) for place, (name, rows) in enumerate(self._group())]
        return f'{_STYLE}<div class="pk-meters mathjax_ignore">{"".join(blocks)}</div>'

    def _group(self) -> Iterator[tuple[str, list[_Row]]]:
        rows = self.frame.to_dict("records")
        first = str(self.frame.columns[0])
        if first == "text":
            yield "", rows
            return
        name, block = str(rows[0][first]), list[_Row]()
        for row in rows:
            # The first row of a text comes again where the next text begins, whatever both are called.
            if block and row["text"] == block[0]["text"]:
                yield name, block
                block = []
            name = str(row[first])
            block.append(row)
        yield name, block


def _render_block(name: str, rows: list[_Row], *, unfolded: bool) -> str:
    body = f"<dl>{''.join(_render_row(row) for row in rows)}</dl>"
    title = html.escape(name)
    if unfolded:
        return (f"<h3>{title}</h3>" if title else "") + body
    off = sum(row["verdict"] != "fits" for row in rows)
    said = "all of it fits" if not off else f"{off} of {len(rows)} to look at"
    return f"<details><summary>{title}: {said}</summary>{body}</details>"


def _render_row(row: _Row) -> str:
    words, high = row["words"], row["high"]
    scale = max(words, high) or 1
    off = "" if row["verdict"] in ("fits", "still blank") else " pk-off"
    bar = (
        f'<div class="pk-track{off}" aria-hidden="true"><div class="pk-fill" style="width:{100 * words / scale:.0f}%">'
        f'</div><div class="pk-limit" style="left:calc({100 * high / scale:.0f}% - 2px)"></div></div>'
    )
    return (
        f'<dt>{html.escape(str(row["text"]))}</dt><dd>{bar}</dd><dd class="pk-said{off}">{html.escape(_say(row))}</dd>'
    )


def _say(row: _Row) -> str:
    if not row["words"]:
        return f"still blank ({row['limit']} words)"
    said = f"{row['words']} of {row['limit']} words"
    seconds = f", {row['seconds']} s" if "seconds" in row else ""
    verdict = "" if row["verdict"] == "fits" else f": {row['verdict']}"
    return f"{said}{seconds}{verdict}"
