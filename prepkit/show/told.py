"""What is computed beside inputs, in words and tables: rendered once for the page and once as plain text."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Told:
    """A lead, remarks below it, and tables with their captions; column names are what stands in the head.

    `wrong` marks the lead as a fault in place of a result.
    """

    lead: str = ""
    remarks: Sequence[str] = ()
    tables: Sequence[tuple[str, pd.DataFrame]] = field(default=())
    wrong: bool = False


def render_told_html(told: Told) -> str:
    """Render it as HTML; every text is escaped."""
    blocks = []
    if told.lead:
        style = "pk-say pk-error" if told.wrong else "pk-say"
        blocks.append(f'<p class="{style}">{html.escape(told.lead)}</p>')
    if told.remarks:
        blocks.append(f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in told.remarks)}</ul>")
    blocks += [_render_table(title, table) for title, table in told.tables if len(table)]
    return "".join(blocks)


def render_told_text(told: Told) -> str:
    """Render the same facts as plain text."""
    lines = [told.lead] if told.lead else []
    lines += [f"- {line}" for line in told.remarks]
    for title, table in told.tables:
        if len(table):
            lines += ["", title, " | ".join(map(str, table.columns))]
            lines += [" | ".join(map(_say, row)) for row in table.itertuples(index=False)]
    return "\n".join(lines)


def _render_table(title: str, table: pd.DataFrame) -> str:
    numeric = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    styles = [' class="pk-num"' if each else "" for each in numeric]
    head = "".join(
        f'<th scope="col"{style}>{html.escape(str(name))}</th>' for name, style in zip(table, styles, strict=True)
    )
    rows = []
    for values in table.itertuples(index=False):
        first, *rest = [html.escape(_say(value)) for value in values]
        cells = "".join(f"<td{style}>{text}</td>" for text, style in zip(rest, styles[1:], strict=True))
        total = ' class="pk-total"' if first == "All" else ""
        rows.append(f'<tr{total}><th scope="row"{styles[0]}>{first}</th>{cells}</tr>')
    caption = f"<caption>{html.escape(title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _say(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
